import type { z } from 'zod';
import type { TrashRow } from '../../catalog/trash-queries.ts';
import type { TrashedAsset } from '../schemas/trash.ts';
import { toAssetSummary } from './asset-view.ts';
import { isoTime } from './iso-time.ts';

const DAY_MS = 86_400_000;

export function toTrashedAsset(row: TrashRow, keepDays: number): z.infer<typeof TrashedAsset> {
  const trashedAt = row.trashed_at ?? 0;
  return {
    ...toAssetSummary(row),
    bytes: row.bytes,
    trashedAt: isoTime(trashedAt),
    batch: row.trash_id ?? '',
    purgeAt: keepDays === 0 ? null : isoTime(trashedAt + keepDays * DAY_MS),
  };
}
