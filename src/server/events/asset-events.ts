import { assetsByIds } from '../../catalog/asset-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { ChangeRow } from '../../catalog/change-queries.ts';
import { toAssetSummary } from '../views/asset-view.ts';
import { formatEvent } from './sse-stream.ts';

/**
 * The `asset` events of some changes: one for each asset, with its state of now, in order of sequence. The id is that of its
 * last change, but no more than `settled`: who goes on from an id must not miss what is committed late below it. Empty when
 * no asset is among them.
 */
export async function assetEvents(catalog: Catalog, changes: readonly ChangeRow[], settled: number): Promise<string> {
  const last = new Map<number, ChangeRow>();
  for (const change of changes) {
    if (change.asset_id !== null) last.set(change.asset_id, change);
  }
  if (last.size === 0) return '';
  const rows = new Map((await assetsByIds(catalog, [...last.keys()])).map((row) => [row.id, row]));
  return [...last]
    .sort(([, a], [, b]) => a.seq - b.seq)
    .map(([id, change]) => {
      const row = change.kind === 'asset-removed' ? undefined : rows.get(id);
      // what lies under the cover of a stack is not shown by itself
      return formatEvent('asset', row?.stack_hidden === 0 ? toAssetSummary(row) : { id, removed: true }, Math.min(change.seq, settled));
    })
    .join('');
}
