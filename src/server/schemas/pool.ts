import { z } from 'zod';
import { MOST_IN_EDIT } from '../../curate/pool-members.ts';
import { MOST_POOL_NAME, POOL_KINDS } from '../../domain/link.ts';
import { AssetId, AssetSummary } from './asset.ts';

const PoolKind = z.enum(POOL_KINDS).describe('series: read from the first to the last; collection: what has something in common');
const Name = z
  .string()
  .min(1)
  .max(2 * MOST_POOL_NAME)
  .describe('Unique, whatever its letter case; spaces and underscores are the same');
const Description = z.string().max(20_000);
const Ids = z.array(z.number().int().positive()).min(1).max(MOST_IN_EDIT);

export const Pool = z
  .object({
    id: z.number().int(),
    name: z.string(),
    kind: PoolKind,
    description: z.string(),
    count: z.number().int().describe('Members that are not in the trash'),
    cover: AssetSummary.nullable().describe('The chosen cover, else the first member'),
    chosenCover: z.number().int().nullable(),
    version: z.number().int().describe('One more with each change of its members or their order'),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Pool' });

export const PoolParams = z.object({ id: AssetId });

export const PoolListQuery = z.object({
  q: z.string().max(200).optional().describe('Part of the name'),
  kind: PoolKind.optional(),
  sort: z.enum(['updated', 'name']).default('updated').describe('updated: the latest change first'),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(60),
});

export const PoolPage = z.object({ items: z.array(Pool), total: z.number().int(), next: z.string().nullable() }).meta({ id: 'PoolPage' });

export const NewPool = z.object({
  name: Name,
  kind: PoolKind.default('series'),
  description: Description.default(''),
  ids: Ids.optional().describe('Its first members'),
});

export const PoolEdit = z.object({
  name: Name.optional(),
  kind: PoolKind.optional(),
  description: Description.optional(),
  cover: z.number().int().positive().nullable().optional().describe('A member; null: the first one'),
});

export const PoolRestore = z.object({ name: Name.optional().describe('What it is called from now on, where another pool took its name') });

export const PoolMembersQuery = z.object({
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

export const PoolMembersPage = z
  .object({
    items: z.array(AssetSummary).describe('In the order of the pool'),
    total: z.number().int(),
    next: z.string().nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'PoolMembersPage' });

const target = {
  before: z.number().int().positive().optional().describe('A member they come to lie before'),
  at: z.number().int().positive().optional().describe('The place of the first of them, counted from 1; beyond the end is the end'),
};

export const PoolAdd = z.object({ ids: Ids, ...target });
export const PoolRemove = z.object({ ids: Ids });
export const PoolMove = z.object({
  ids: Ids.describe('They move together, in this order; without before and at to the end'),
  ...target,
  version: z.number().int().min(0).describe('Of the order they were seen in; when that is no longer the order: pool-changed'),
});

const PoolPlace = z.object({ id: z.number().int().positive(), position: z.number().int() }).meta({ id: 'PoolPlace' });
export const PoolPlaces = z.object({
  places: z
    .array(PoolPlace)
    .min(1)
    .max(MOST_IN_EDIT)
    .refine((places) => new Set(places.map(({ id }) => id)).size === places.length, 'names an asset twice'),
  version: z.number().int().min(0).optional(),
});

export const PoolMembersEdit = z
  .object({
    version: z.number().int(),
    count: z.number().int(),
    changed: z.array(z.number().int()).describe('Those that came, went or moved'),
    previous: z.array(PoolPlace).describe('Where those were; sent to PUT /api/v1/pools/{id}/assets/places it undoes a move or a removal'),
  })
  .meta({ id: 'PoolMembersEdit' });

export const PoolsOfAsset = z
  .object({
    items: z.array(
      z.object({
        id: z.number().int(),
        name: z.string(),
        kind: PoolKind,
        count: z.number().int(),
        previous: z.number().int().nullable().describe('The asset before it in the pool'),
        next: z.number().int().nullable(),
      }),
    ),
  })
  .meta({ id: 'PoolsOfAsset' });
