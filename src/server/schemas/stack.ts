import { z } from 'zod';
import { STACK_KINDS } from '../../domain/stack.ts';
import { AssetId, AssetSummary } from './asset.ts';

/** Members told at once; longer bursts are cut. */
export const MOST_MEMBERS = 500;

export const Stack = z
  .object({
    id: z.number().int(),
    kind: z.enum(STACK_KINDS).describe('raw: a RAW and its JPEG; live: a photo and its film; burst: shots in a row; manual: put together by a person'),
    cover: z.number().int().describe('The asset it is shown by'),
    createdAt: z.string(),
    members: z.array(AssetSummary).max(MOST_MEMBERS).describe('Those not in the trash, in the order they were taken'),
  })
  .meta({ id: 'Stack' });

export const StackRequest = z.object({
  ids: z.array(z.number().int().positive()).min(2).max(MOST_MEMBERS),
  cover: z.number().int().positive().optional(),
});

export const CoverRequest = z.object({ assetId: z.number().int().positive() });

export const StackParams = z.object({ id: AssetId });
