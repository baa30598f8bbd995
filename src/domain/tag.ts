import { plainName } from './plain-name.ts';

/** Categories every library has, as Danbooru and e621 number them in their dumps; a person may add more. */
export const BUILTIN_CATEGORIES = ['general', 'artist', 'copyright', 'character', 'species', 'meta'] as const;

/** UTF-16 units; the longest tags of the large boorus have about 170. */
export const MAX_TAG_LENGTH = 200;

/**
 * Who says that an asset bears a tag: `human`, `sidecar` or `embedded` (keywords of a file), `import`, `implied` (it follows from another
 * tag), `source:<site>`, `model:<name>`. A person's no stands above every yes of the others.
 */
export type TagOrigin = 'human' | 'sidecar' | 'embedded' | 'import' | 'implied' | `source:${string}` | `model:${string}`;

/**
 * A tag as it is kept: Unicode NFC, lower case, runs of white space one underscore, nothing in it that cannot be seen. Undefined for
 * what cannot be a tag: nothing at all, too long, a comma or a control character in it, or a first character that means something in a
 * search (`-`, `~`).
 */
export function tagName(text: string): string | undefined {
  return kept(plainName(text));
}

/** The names by which a tag may be kept, the likeliest first: what was kept earlier may hold what cannot be seen. */
export function tagNames(text: string): string[] {
  return [...new Set([kept(text), tagName(text)].filter((name) => name !== undefined))];
}

function kept(text: string): string | undefined {
  const name = text.normalize('NFC').trim().toLowerCase().replace(/\s+/gu, '_');
  if (name === '' || name.length > MAX_TAG_LENGTH || /[,\p{Cc}\p{Cs}*]/u.test(name) || /^[-~]/.test(name)) return undefined;
  return name;
}

/** `artist:ann_lee` of the name of a tag: what stands before the colon, and the name behind it. Undefined where there is no such colon. */
export function prefixed(name: string): { readonly prefix: string; readonly rest: string } | undefined {
  const colon = name.indexOf(':');
  const rest = colon < 1 ? undefined : tagName(name.slice(colon + 1).replace(/^_+/, ''));
  return rest === undefined ? undefined : { prefix: name.slice(0, colon), rest };
}

/** The name as people read it. */
export function tagTitle(name: string): string {
  return name.replaceAll('_', ' ');
}

/** Content ratings, mildest first; the catalog keeps the place in this list. Nobody has looked: null, which is not the same as general. */
export const CONTENT_RATINGS = ['general', 'sensitive', 'questionable', 'explicit'] as const;
export type ContentRating = (typeof CONTENT_RATINGS)[number];

/** What a name is told apart by: `series` of `x_(series)`, as boorus name characters that share a name. */
export function namedAfter(name: string): string | undefined {
  return /^.+_\(([^()]+)\)$/.exec(name)?.[1];
}
