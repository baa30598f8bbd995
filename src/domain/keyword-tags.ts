import type { MetadataFacts } from './metadata.ts';
import { type ContentRating, tagName } from './tag.ts';
import { categoryOf } from './tag-file.ts';

/** What the keywords of a file or a sidecar come to. */
export interface KeywordTags {
  /** By name, the category its source gives it; undefined where it says none. */
  readonly tags: ReadonlyMap<string, string | undefined>;
  readonly rating?: ContentRating;
}

/** Namespaces that say what a tag is; others (`title:`, `page:`) belong to the name. */
const NAMESPACES = new Set([
  'general',
  'artist',
  'creator',
  'photographer',
  'copyright',
  'series',
  'franchise',
  'character',
  'person',
  'species',
  'meta',
  'medium',
]);

/** Tags of one file; a description in the wrong field must not become a thousand. */
const MOST = 500;

/**
 * Keywords as tags: `creator:x` (Hydrus) is the artist x, `rating:safe` a content rating. Of a download (gallery-dl's JSON in `raw`) the
 * lists by kind tell the categories, and its rating what it is to the site it comes from.
 */
export function keywordTags(facts: MetadataFacts, raw: Readonly<Record<string, unknown>> | null): KeywordTags {
  const download = downloadOf(raw);
  const byKind = download === undefined ? new Map<string, string>() : kindsOf(download);
  let rating = download === undefined ? undefined : ratingOf(download['rating'], String(download['category']));
  const tags = new Map<string, string | undefined>();
  for (const keyword of (facts.keywords ?? []).slice(0, MOST)) {
    const [, namespace, rest] = /^([a-z]+):\s*(.+)$/is.exec(keyword.trim()) ?? [];
    const space = namespace?.toLowerCase();
    if (space === 'rating') {
      rating ??= ratingOf(rest, '');
      continue;
    }
    const told = space !== undefined && NAMESPACES.has(space);
    const name = tagName(told ? rest! : keyword);
    if (name === undefined) continue;
    const category = told ? categoryOf(space, 'danbooru') : byKind.get(name);
    if (category !== undefined || !tags.has(name)) tags.set(name, category);
  }
  return { tags, ...(rating === undefined ? {} : { rating }) };
}

function downloadOf(raw: Readonly<Record<string, unknown>> | null): Readonly<Record<string, unknown>> | undefined {
  const data = raw?.['JSON'];
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  return typeof (data as Record<string, unknown>)['category'] === 'string' ? (data as Record<string, unknown>) : undefined;
}

/** `tags_artist`, `tag_string_character`, and `tags` as an object of lists by kind. */
function kindsOf(data: Readonly<Record<string, unknown>>): Map<string, string> {
  const kinds = new Map<string, string>();
  const put = (kind: string, value: unknown): void => {
    const category = categoryOf(kind, 'danbooru');
    if (category === undefined || category === 'general') return;
    const list: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/\s+/) : [];
    for (const one of list) {
      const name = typeof one === 'string' ? tagName(one) : undefined;
      if (name !== undefined) kinds.set(name, category);
    }
  };
  for (const [field, value] of Object.entries(data)) {
    const kind = /^(?:tags|tag_string)_([a-z]+)$/.exec(field)?.[1];
    if (kind !== undefined) put(kind, value);
  }
  const tags = data['tags'];
  if (typeof tags === 'object' && tags !== null && !Array.isArray(tags)) for (const [kind, value] of Object.entries(tags)) put(kind, value);
  return kinds;
}

/** Danbooru's s is sensitive; elsewhere it is safe. */
function ratingOf(value: unknown, site: string): ContentRating | undefined {
  if (typeof value !== 'string') return undefined;
  switch (value.trim().toLowerCase()) {
    case 'g':
    case 'general':
    case 'safe':
      return 'general';
    case 's':
      return site === 'danbooru' || site === 'aibooru' ? 'sensitive' : 'general';
    case 'sensitive':
      return 'sensitive';
    case 'q':
    case 'questionable':
      return 'questionable';
    case 'e':
    case 'explicit':
      return 'explicit';
    default:
      return undefined;
  }
}
