import type { Generation } from './generation.ts';
import type { ExtractedMetadata, MetadataFacts } from './metadata.ts';
import type { MetadataOptions } from './session.ts';

/** Names under which programs write keywords, stars and prompts; what comes before a colon is their namespace. */
const KEYWORD_TAGS =
  /^(?:(?:xp)?keywords?|subject|(?:weighted)?(?:flat|hierarchical)?subject|hierarchicalkeywords.*|tags|tags?_.*|tagslist|tag|lastkeyword(?:xmp|iptc)|supplementalcategories|catalogsets)$/i;
const SCORE_TAGS = /^(?:rating|ratingpercent|sharedusersrating|stars|scores?|favou?rites?|pick)$/i;
const PROMPT_TAGS = /^(?:parameters|prompt|workflow|usercomment|comment|sd-?metadata|dream|invokeai.*|fooocus.*|generation.*)$/i;

const SCORES: ReadonlySet<string> = new Set<keyof MetadataFacts>(['rating', 'favourite']);

/** Of what a file or a sidecar says, only what its session wants to have read; unless said otherwise that is everything. */
export function onlyWanted<T extends ExtractedMetadata>(found: T, wanted: MetadataOptions, from: 'embedded' | 'sidecar'): ExtractedMetadata {
  const { exif = true, generation = true, keywords = true, scores = true } = wanted;
  if (exif && generation && keywords && scores) return found;
  // A sidecar is another file: what is written in the picture itself may be unwanted, and its sidecar not.
  const embedded = from === 'embedded';
  const facts = Object.entries(found.facts).filter(([name]) => (name === 'keywords' ? keywords : SCORES.has(name) ? scores : exif || !embedded));
  const unwanted = [...(keywords ? [] : [KEYWORD_TAGS]), ...(scores ? [] : [SCORE_TAGS]), ...(generation || !embedded ? [] : [PROMPT_TAGS])];
  return { facts: Object.fromEntries(facts) as MetadataFacts, raw: exif || !embedded ? without(found.raw, unwanted) : {} };
}

/** How a picture was generated, when its session wants that; without the keywords made of its prompt when it wants none. */
export function wantedGeneration(made: Generation | undefined, { generation = true, keywords = true }: MetadataOptions): Generation | undefined {
  if (made === undefined || !generation) return undefined;
  return keywords ? made : { ...made, keywords: [] };
}

function without(raw: ExtractedMetadata['raw'], unwanted: readonly RegExp[]): ExtractedMetadata['raw'] {
  if (unwanted.length === 0) return raw;
  const isWanted = (name: string): boolean => !unwanted.some((tags) => tags.test(name.slice(name.lastIndexOf(':') + 1)));
  return Object.fromEntries(
    Object.entries(raw).map(([group, tags]) => [
      group,
      typeof tags === 'object' && tags !== null && !Array.isArray(tags) ? Object.fromEntries(Object.entries(tags).filter(([name]) => isWanted(name))) : tags,
    ]),
  );
}
