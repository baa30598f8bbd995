import type { ExtractedMetadata, MetadataFacts } from '../../domain/metadata.ts';
import { cleanKeywords } from './clean-text.ts';
import { factsFromTags } from './facts-from-tags.ts';
import { jsonFacts, starsIn } from './json-sidecar.ts';
import { markFacts } from './mark-facts.ts';
import { isMediaName, type SidecarName } from './sidecar-name.ts';
import { xmpTags } from './xmp-tags.ts';

/** What a sidecar says of one picture. */
export interface SidecarEntry extends ExtractedMetadata {
  /** Name of the picture, or its name without ending when `stem`. */
  readonly media: string;
  readonly stem: boolean;
}

/** Reads the text of a sidecar. Undefined when it is none, whatever its name; never throws. */
export function readSidecar({ kind, media, stem }: SidecarName, text: string): readonly SidecarEntry[] | undefined {
  const entry = (facts: MetadataFacts, raw: Record<string, unknown>): SidecarEntry[] => [{ media, stem, facts, raw }];
  if (kind === 'xmp') {
    const tags = xmpTags(text);
    if (Object.keys(tags).length === 0 && !/<(?:\w+:)?(?:xmpmeta|RDF)\b/.test(text)) return undefined;
    return entry(factsFromTags(tags), { XMP: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name.slice(4), value])) });
  }
  if (kind === 'text') {
    const keywords = tagsOfText(text);
    return entry(keywords === undefined ? {} : { keywords, ...ratingIn(keywords) }, { Text: { Tags: keywords ?? [] } });
  }
  const data = parseJson(text);
  if (data === undefined) return undefined;
  if (kind === 'json') {
    const facts = jsonFacts(data);
    return entry({ ...ratingIn(facts.keywords ?? []), ...facts }, { JSON: data });
  }
  const entries = Object.entries(data).flatMap(([name, value]): SidecarEntry[] => {
    const said = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : { score: value };
    const rating = starsIn(said);
    const facts: MetadataFacts = { ...(rating === undefined ? {} : { rating }), ...markFacts(said, false) };
    return !isMediaName(name) || Object.keys(facts).length === 0 ? [] : [{ media: name, stem: false, facts, raw: { JSON: said } }];
  });
  return entries.length === 0 ? undefined : entries;
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Hydrus writes the content rating among the tags. */
function ratingIn(keywords: readonly string[]): Pick<MetadataFacts, 'contentRating'> {
  const word = keywords.find((keyword) => /^rating:/i.test(keyword));
  return word === undefined ? {} : markFacts({ contentRating: word.slice('rating:'.length) }, false);
}

/** One tag a line, or, when it is all one line, between commas. */
function tagsOfText(text: string): string[] | undefined {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  return cleanKeywords(lines.length === 1 ? lines[0]!.split(',') : lines);
}
