import type { AssetMetadata } from '../api/types.ts';
import { originWords } from './witness.ts';

export interface RawRow {
  readonly name: string;
  readonly value: string;
}

export interface RawGroup {
  readonly origin: string;
  readonly group: string;
  readonly rows: readonly RawRow[];
}

/** Everything that was read, flat: one group per origin and family of tags, what nests in it named by its path. */
export function rawGroups({ origins }: AssetMetadata): RawGroup[] {
  return origins.flatMap(({ origin, path, facts, raw }) => {
    const words = originWords(origin, path);
    // A reader that keeps no tags still says facts.
    const read = raw && Object.keys(raw).length > 0 ? raw : facts;
    const loose = Object.entries(read).filter(([, value]) => !isRecord(value));
    const grouped = Object.entries(read).flatMap(([group, value]) => (isRecord(value) ? [{ origin: words, group, rows: flatten(value) }] : []));
    const rest = loose.length === 0 ? [] : [{ origin: words, group: read === facts ? 'Facts' : 'Other', rows: flatten(Object.fromEntries(loose)) }];
    return [...grouped, ...rest].filter(({ rows }) => rows.length > 0);
  });
}

/** Groups with the rows whose name or value has these words; a group whose own name matches stays whole. */
export function searchRaw(groups: readonly RawGroup[], words: string): readonly RawGroup[] {
  const needle = words.trim().toLowerCase();
  if (needle === '') return groups;
  return groups
    .map((group) =>
      group.group.toLowerCase().includes(needle)
        ? group
        : { ...group, rows: group.rows.filter(({ name, value }) => `${name}\n${value}`.toLowerCase().includes(needle)) },
    )
    .filter(({ rows }) => rows.length > 0);
}

function flatten(value: Record<string, unknown>, prefix = ''): RawRow[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    return isRecord(inner) ? flatten(inner, path) : [{ name: path, value: asWords(inner) }];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function asWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((part) => typeof part !== 'object')) return value.join(', ');
  return JSON.stringify(value) ?? '';
}
