import type { MetadataFacts } from '../../domain/metadata.ts';
import { cleanKeywords, cleanText } from './clean-text.ts';
import { markFacts } from './mark-facts.ts';
import { parsePhotoDate } from './photo-date.ts';
import { numberOf } from './tags.ts';

type Data = Readonly<Record<string, unknown>>;

const TAG_FIELDS = ['tags', 'tag_string', 'keywords'];
const CREATORS = ['artist', 'artists', 'tag_string_artist', 'tags_artist', 'author', 'creator', 'photographer'];

/**
 * The facts in a JSON sidecar. From a download (`category`, as gallery-dl writes it): tags of every kind become keywords, the title,
 * text and artist their fields, its `rating` the content rating; its `score` counts votes, its `date` is when it was posted and its
 * `favorite` that of the account it came with, so none of them is taken for one of ours; they stay in the raw data.
 * Elsewhere `rating` or `score` from -1 to 5 are stars. What Magpie itself wrote (`magpie`) stands above all that.
 */
export function jsonFacts(data: Data): MetadataFacts {
  const download = typeof data['category'] === 'string';
  const keywords = cleanKeywords(tagsIn(data));
  const creator = cleanText(nameIn(CREATORS.map((field) => data[field]).find((value) => nameIn(value) !== undefined)), 1_000);
  const title = cleanText(data['title'], 1_000);
  const description = cleanText(typeof data['description'] === 'string' ? data['description'] : data['caption'], 20_000, true);
  const rating = download ? undefined : starsIn(data);
  const own = typeof data['magpie'] === 'object' && data['magpie'] !== null ? (data['magpie'] as Data) : undefined;
  const ownRating = own && starsIn(own);
  const date = download ? undefined : parsePhotoDate(data['takenAt'] ?? data['taken_at'] ?? data['date'], undefined, undefined);
  return {
    ...(keywords === undefined ? {} : { keywords }),
    ...(creator === undefined ? {} : { creator }),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(rating === undefined ? {} : { rating }),
    ...markFacts(download ? { ...data, favourite: undefined, favorite: undefined } : data, download),
    ...(own === undefined ? {} : { ...markFacts(own, false), ...(ownRating === undefined ? {} : { rating: ownRating }) }),
    ...(date === undefined ? {} : 'doubtful' in date ? { doubtfulDate: date.doubtful } : date),
  };
}

/** Stars from -1 to 5; 0 is no rating. */
export function starsIn(data: Data): number | undefined {
  for (const field of ['rating', 'score', 'stars']) {
    const value = numberOf(data[field]);
    if (value !== undefined && value >= -1 && value <= 5 && Math.round(value) !== 0) return Math.round(value);
  }
  return undefined;
}

/** `tags` as a list or as text; by category as `tags_artist` and `tag_string_artist` or as an object of lists. */
function tagsIn(data: Data): unknown[] {
  const byKind = Object.keys(data).filter((name) => /^(?:tags_|tag_string_)/.test(name));
  const whole = TAG_FIELDS.flatMap((field) => list(data[field]));
  return whole.length > 0 ? whole : byKind.flatMap((field) => list(data[field]));
}

function list(value: unknown): unknown[] {
  if (typeof value === 'string') return value.split(value.includes(',') ? ',' : /\s+/);
  if (Array.isArray(value))
    return value.map((one: unknown) => (typeof one === 'object' && one !== null ? ((one as Data)['name'] ?? (one as Data)['tag']) : one));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(list) : [];
}

function nameIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (Array.isArray(value))
    return (
      value
        .map(nameIn)
        .filter((one) => one !== undefined)
        .join(', ') || undefined
    );
  return typeof value === 'object' && value !== null ? nameIn((value as Data)['name']) : undefined;
}
