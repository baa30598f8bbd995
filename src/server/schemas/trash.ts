import { z } from 'zod';
import { AssetSummary } from './asset.ts';

const Ids = z.array(z.number().int().positive()).min(1);
/** One request is one transaction: on SQLite this many hold the write lock for about half a second. */
const MAX_IDS = 5000;

export const TrashRequest = z.object({ ids: Ids.max(MAX_IDS) }).meta({ id: 'TrashRequest' });

export const Trashed = z
  .object({
    batch: z.string().describe('POST /api/v1/trash/{batch}/undo takes exactly this back'),
    trashed: z.number().int(),
    ids: z.array(z.number().int()).describe('What went into the trash now; what was there already or does not exist is left out'),
  })
  .meta({ id: 'Trashed' });

export const Restored = z.object({ restored: z.number().int(), ids: z.array(z.number().int()) }).meta({ id: 'Restored' });

export const TrashedAsset = AssetSummary.extend({
  bytes: z.number().int(),
  trashedAt: z.string(),
  batch: z.string().describe('The act that put it there'),
  purgeAt: z.string().nullable().describe('When it will be deleted for good by itself; null = never'),
}).meta({ id: 'TrashedAsset' });

export const TrashPage = z
  .object({
    items: z.array(TrashedAsset).describe('Latest first'),
    total: z.number().int(),
    totalBytes: z.number().int(),
    keepDays: z.number().int().describe('0 = nothing is purged by itself'),
    next: z.string().nullable(),
  })
  .meta({ id: 'TrashPage' });

export const PageQuery = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100), cursor: z.string().max(300).optional() });

export const PurgeRequest = z
  .union([
    z.strictObject({ ids: Ids.max(MAX_IDS) }),
    z.strictObject({ all: z.literal(true) }),
    z.strictObject({ olderThanDays: z.number().min(0).max(36_500) }),
  ])
  .meta({
    id: 'PurgeRequest',
    description: 'These assets; or the whole trash; or what has been there this long. The last two also delete duplicate files that were moved aside.',
  });

export const DeletedContent = z.object({ sha256: z.string(), name: z.string(), bytes: z.number().int(), deletedAt: z.string() }).meta({ id: 'DeletedContent' });
export const DeletedPage = z.object({ items: z.array(DeletedContent).describe('Latest first'), next: z.string().nullable() }).meta({ id: 'DeletedPage' });
export const ForgetRequest = z
  .object({
    sha256: z
      .array(z.string().regex(/^[0-9a-f]{64}$/))
      .min(1)
      .max(1000),
  })
  .meta({ id: 'ForgetRequest' });
export const Forgotten = z.object({ forgotten: z.number().int() }).meta({ id: 'Forgotten' });

export const KeptAway = z
  .object({ inTrash: z.number().int(), deletedBefore: z.number().int() })
  .meta({ id: 'KeptAway', description: 'Files of a session that were left alone because the same content lies in the trash or was deleted before' });
export const TakenBack = z.object({ files: z.number().int() }).meta({ id: 'TakenBack' });
