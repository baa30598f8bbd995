import type { PoolNamed } from '../catalog/link-condition.ts';
import type { Condition } from '../catalog/search-condition.ts';
import { poolKey, POOL_KINDS } from '../domain/link.ts';
import type { Range, Value } from './query/ast.ts';
import type { FieldName } from './query/fields.ts';

/** What `has:` says of how assets belong together. */
export const HAS_LINKS: Record<string, Condition> = {
  parent: { kind: 'related', to: 'parent' },
  children: { kind: 'related', to: 'children' },
  siblings: { kind: 'related', to: 'siblings' },
  variants: { kind: 'related', to: 'variants' },
  pool: { kind: 'pooled' },
};

/** The fields `parent:`, `child:` and `pool:`; undefined for any other. */
export function linkField(name: FieldName, value: Value): Condition | undefined {
  if (name !== 'parent' && name !== 'child' && name !== 'pool') return undefined;
  if (value.kind === 'any' || value.kind === 'none') {
    const any = HAS_LINKS[name === 'child' ? 'children' : name]!;
    return value.kind === 'any' ? any : { kind: 'not', part: any };
  }
  const parts = value.kind === 'texts' ? value.texts.map(inPool) : value.ranges.map((range) => relative(name === 'parent' ? 'child' : 'parent', range));
  return parts.length === 1 ? parts[0]! : { kind: 'some', parts };
}

/** A pool by what a search calls it: digits are its id. */
export function poolNamed(text: string): PoolNamed {
  return /^\d+$/.test(text) ? { id: Number(text) } : { key: poolKey(text) };
}

/** As on Danbooru, the parent itself is found with its children. */
function relative(as: 'child' | 'parent', { min, max, minOpen, maxOpen }: Range): Condition {
  return {
    kind: 'relative',
    as,
    ...(min === undefined ? {} : { min: minOpen ? Math.floor(min) + 1 : min }),
    ...(max === undefined ? {} : { max: maxOpen ? Math.ceil(max) - 1 : max }),
    ...(as === 'child' ? { self: true as const } : {}),
  };
}

function inPool(text: string): Condition {
  const kind = POOL_KINDS.find((one) => one === text.toLowerCase());
  if (kind !== undefined) return { kind: 'pooled', pool: { of: kind } };
  return { kind: 'pooled', pool: /[*\\]/.test(text) ? { like: poolKey(text) } : poolNamed(text) };
}
