import type { Node } from './ast.ts';
import { leavesOf } from './leaves.ts';

/** Not one pool but several, or none. */
const MANY = new Set(['series', 'collection']);

/** The name or id of the one pool a query is about: the only `pool:` in it, to be met by all it finds. */
export function onlyPool(where: Node | undefined): string | undefined {
  if (where === undefined || leavesOf(where).filter((leaf) => leaf.kind === 'field' && leaf.name === 'pool').length !== 1) return undefined;
  const met = where.kind === 'and' ? where.parts : [where];
  const pool = met.find((part) => part.kind === 'field' && part.name === 'pool');
  if (pool?.kind !== 'field' || pool.value.kind !== 'texts') return undefined;
  const [text, ...more] = pool.value.texts;
  return more.length > 0 || text === undefined || /[*\\]/.test(text) || MANY.has(text.toLowerCase()) ? undefined : text;
}
