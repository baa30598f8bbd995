import { plainName } from './plain-name.ts';

/** Relations that are groups: whoever joins one of them is related to all. */
export const KIN_KINDS = ['sibling', 'variant'] as const;
export type KinKind = (typeof KIN_KINDS)[number];

/** `child` of: the other is the parent. */
export const RELATION_KINDS = ['parent', 'child', ...KIN_KINDS] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

/** `series`: read from the first to the last; `collection`: things that have something in common. */
export const POOL_KINDS = ['series', 'collection'] as const;
export type PoolKind = (typeof POOL_KINDS)[number];

export const MOST_POOL_NAME = 170;
/** Said in searches instead of a name. */
const RESERVED = new Set<string>(['any', 'none', ...POOL_KINDS]);

/** As kept and shown: without spaces at the ends or in a row, and without what cannot be seen. */
export function poolName(text: string): string {
  return spaced(plainName(text));
}

/**
 * Two names with the same key are the same name: letter case, spaces and underscores make no difference. What cannot be seen stays in it,
 * so that pools which were named with it earlier are found as they are written.
 */
export function poolKey(text: string): string {
  return spaced(text).toLowerCase().replaceAll(' ', '_');
}

function spaced(text: string): string {
  return text.normalize('NFC').replaceAll('_', ' ').replace(/\s+/gu, ' ').trim();
}

/** Why it cannot be the name of a pool; undefined when it can. */
export function poolNameProblem(text: string): string | undefined {
  const key = poolKey(poolName(text));
  if (key === '') return 'A pool needs a name.';
  if (key.length > MOST_POOL_NAME) return `The name of a pool has at most ${MOST_POOL_NAME} characters.`;
  if (/\p{Cc}/u.test(text)) return 'The name of a pool holds no control characters (line breaks, tabs): type it anew instead of pasting it.';
  if (/^\d+$/.test(key)) return 'A number alone is no name: pool:12 looks for the pool with that id.';
  if (RESERVED.has(key)) return `“${key}” means something else in a search.`;
  return undefined;
}
