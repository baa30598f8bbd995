import type { z } from 'zod';
import { assetsByIds } from '../../catalog/asset-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { PoolRow } from '../../catalog/pool-queries.ts';
import type { Pool } from '../schemas/pool.ts';
import { toAssetSummary } from './asset-view.ts';
import { isoTime } from './iso-time.ts';

/** Pools with what they are shown by. */
export async function toPools(catalog: Catalog, rows: readonly PoolRow[]): Promise<Array<z.infer<typeof Pool>>> {
  const ids = [...new Set(rows.flatMap(({ cover }) => cover ?? []))];
  const covers = new Map((await assetsByIds(catalog, ids)).map((row) => [row.id, toAssetSummary(row)]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    description: row.description,
    count: row.count,
    cover: (row.cover === null ? undefined : covers.get(row.cover)) ?? null,
    chosenCover: row.cover_asset_id,
    version: row.version,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTime(row.updated_at),
  }));
}
