import type { MetadataFacts } from '../../domain/metadata.ts';
import { CONTENT_RATINGS, type ContentRating } from '../../domain/tag.ts';

type Data = Readonly<Record<string, unknown>>;

/** Letters of the boorus; `s` is safe on all of them but Danbooru, which calls it sensitive. */
const LETTERS: Readonly<Record<string, ContentRating>> = {
  g: 'general',
  s: 'general',
  q: 'questionable',
  e: 'explicit',
  safe: 'general',
  sketchy: 'questionable',
  unsafe: 'explicit',
};

/** The content rating a word stands for; undefined for any other, so that a film's `PG-13` is none. */
export function contentRatingOf(value: unknown, site?: unknown): ContentRating | undefined {
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  if ((CONTENT_RATINGS as readonly string[]).includes(word)) return word as ContentRating;
  return word === 's' && site === 'danbooru' ? 'sensitive' : LETTERS[word];
}

/** Yes and no as JSON, XMP and people write them. */
export function yesOrNo(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = String(value).trim().toLowerCase();
  return /^(?:true|yes|1)$/.test(word) ? true : /^(?:false|no|0)$/.test(word) ? false : undefined;
}

/**
 * Favourite and content rating in a JSON sidecar. In one of a download `rating` says how explicit it is; elsewhere that is a number
 * of stars, and the content rating has a name of its own.
 */
export function markFacts(data: Data, download: boolean): Pick<MetadataFacts, 'favourite' | 'contentRating'> {
  const favourite = yesOrNo(data['favourite'] ?? data['favorite']);
  const contentRating = contentRatingOf(data['contentRating'] ?? data['content_rating'] ?? (download ? data['rating'] : undefined), data['category']);
  return { ...(favourite === undefined ? {} : { favourite }), ...(contentRating === undefined ? {} : { contentRating }) };
}
