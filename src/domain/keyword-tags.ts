import type { MetadataFacts } from './metadata.ts';
import { tagName } from './tag.ts';
import { categoryOf } from './tag-file.ts';

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
 * Keywords as tags, each with the category its source gives it, undefined where it says none: `creator:x` (Hydrus) is the artist x, and of
 * a download (gallery-dl's JSON in `raw`) the lists by kind tell. `rating:safe` is a content rating and no tag.
 */
export function keywordTags(facts: MetadataFacts, raw: Readonly<Record<string, unknown>> | null): ReadonlyMap<string, string | undefined> {
  const download = downloadOf(raw);
  const byKind = download === undefined ? new Map<string, string>() : kindsOf(download);
  const tags = new Map<string, string | undefined>();
  for (const keyword of (facts.keywords ?? []).slice(0, MOST)) {
    const [, namespace, rest] = /^([a-z]+):\s*(.+)$/is.exec(keyword.trim()) ?? [];
    const space = namespace?.toLowerCase();
    if (space === 'rating') continue;
    const told = space !== undefined && NAMESPACES.has(space);
    const name = tagName(told ? rest! : keyword);
    if (name === undefined) continue;
    const category = told ? categoryOf(space, 'danbooru') : byKind.get(name);
    if (category !== undefined || !tags.has(name)) tags.set(name, category);
  }
  return tags;
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
