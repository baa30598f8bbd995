import { z } from 'zod';
import { countPools, listPools, poolById, poolMembers, type PoolRow } from '../../../catalog/pool-queries.ts';
import { AppError } from '../../../core/errors.ts';
import { poolKey } from '../../../domain/link.ts';
import type { Api, ServerDeps } from '../../deps.ts';
import { AssetId } from '../../schemas/asset.ts';
import { isoTime } from '../../views/iso-time.ts';
import { Limit, parsePage, pick } from './booru-query.ts';

/** Members of one answer; there is no paging within a pool there. */
const MOST_MEMBERS = 100_000;
const MEMBERS = 5_000;

export function booruPoolRoutes(app: Api, { catalog }: ServerDeps): void {
  async function idsOf(pool: PoolRow): Promise<number[]> {
    const ids: number[] = [];
    for (let rows = await poolMembers(catalog.read, pool.id, undefined, MEMBERS); rows.length > 0 && ids.length < MOST_MEMBERS; ) {
      ids.push(...rows.map(({ id }) => id));
      rows = rows.length < MEMBERS ? [] : await poolMembers(catalog.read, pool.id, rows.at(-1), MEMBERS);
    }
    return ids;
  }
  const toPool = (pool: PoolRow, ids: readonly number[] | undefined) => ({
    id: pool.id,
    name: pool.name.replaceAll(' ', '_'),
    created_at: isoTime(pool.created_at),
    updated_at: isoTime(pool.updated_at),
    description: pool.description,
    is_active: true,
    is_deleted: false,
    category: pool.kind,
    post_count: pool.count,
    ...(ids === undefined ? {} : { post_ids: ids }),
  });

  app.get(
    '/pools.json',
    {
      schema: {
        querystring: z.object({
          limit: Limit.optional(),
          page: z.string().max(20).optional(),
          only: z.string().max(1000).optional(),
          'search[name_matches]': z.string().max(500).optional(),
          'search[category]': z.enum(['series', 'collection']).optional(),
        }),
      },
    },
    async ({ query }) => {
      const part = query['search[name_matches]']?.replaceAll('*', '').trim();
      const filter = { ...(part ? { part: poolKey(part) } : {}), kind: query['search[category]'] };
      const limit = query.limit ?? 20;
      const page = parsePage(query.page);
      const from = 'number' in page ? (page.number - 1) * limit : 0;
      if (from >= (await countPools(catalog.read, filter))) return [];
      // People have some hundreds of them: the pages before this one are read over.
      const rows = await listPools(catalog.read, filter, 'updated', undefined, from + limit);
      return rows.slice(from).map((pool) => pick(toPool(pool, undefined), query.only));
    },
  );

  app.get(
    '/pools/:id(^\\d+).json',
    { schema: { params: z.object({ id: AssetId }), querystring: z.object({ only: z.string().max(1000).optional() }) } },
    async (request) => {
      const pool = await poolById(catalog.read, request.params.id);
      if (pool === undefined) throw new AppError('pool-not-found');
      return pick(toPool(pool, await idsOf(pool)), request.query.only);
    },
  );
}
