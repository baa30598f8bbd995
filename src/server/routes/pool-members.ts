import { z } from 'zod';
import { assetById } from '../../catalog/asset-queries.ts';
import type { PoolTarget } from '../../catalog/pool-order.ts';
import { besideInPool, poolById, poolMembers, poolsOf } from '../../catalog/pool-queries.ts';
import { AppError } from '../../core/errors.ts';
import { addToPool, moveInPool, type PoolMembersEdit as Edit, removeFromPool, restoreInPool } from '../../curate/pool-members.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { PoolAdd, PoolMembersEdit, PoolMembersPage, PoolMembersQuery, PoolMove, PoolParams, PoolPlaces, PoolRemove, PoolsOfAsset } from '../schemas/pool.ts';
import { problem } from '../schemas/responses.ts';
import { toAssetSummary } from '../views/asset-view.ts';

const Position = z.tuple([z.number().int(), z.number().int()]);

/** What is in a pool, and in which order. */
export function poolMemberRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  const who = () => ({ now: clock(), actor: 'web' });
  const answer = ({ changed, previous, ...rest }: Edit) => ({ ...rest, changed: [...changed], previous: [...previous] });
  const edit = { tags: ['pools'], params: PoolParams, response: { 200: PoolMembersEdit, ...problem } };

  app.get(
    '/api/v1/pools/:id/assets',
    {
      schema: {
        operationId: 'listPoolAssets',
        tags: ['pools'],
        summary: 'What is in a pool, in its order, page by page',
        params: PoolParams,
        querystring: PoolMembersQuery,
        response: { 200: PoolMembersPage, ...problem },
      },
    },
    async ({ params, query }) => {
      const pool = await poolById(catalog.read, params.id);
      if (!pool) throw new AppError('pool-not-found');
      const after = decodeCursor(query.cursor, Position);
      const rows = await poolMembers(catalog.read, pool.id, after && { position: after[0], id: after[1] }, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      return { items: page.map(toAssetSummary), total: pool.count, next: last ? encodeCursor([last.position, last.id]) : null, version: pool.version };
    },
  );
  app.post(
    '/api/v1/pools/:id/assets',
    { schema: { operationId: 'addToPool', summary: 'Add assets; those that are in it stay where they are', body: PoolAdd, ...edit } },
    async ({ params, body }) => answer(await addToPool(catalog, params.id, body.ids, target(body), who())),
  );
  app.post(
    '/api/v1/pools/:id/assets/remove',
    { schema: { operationId: 'removeFromPool', summary: 'Take assets out of a pool', body: PoolRemove, ...edit } },
    async ({ params, body }) => answer(await removeFromPool(catalog, params.id, body.ids, who())),
  );
  app.post(
    '/api/v1/pools/:id/assets/move',
    { schema: { operationId: 'moveInPool', summary: 'Move one or several members to another place', body: PoolMove, ...edit } },
    async ({ params, body }) => answer(await moveInPool(catalog, params.id, body.ids, target(body), body.version, who())),
  );
  app.put(
    '/api/v1/pools/:id/assets/places',
    { schema: { operationId: 'restoreInPool', summary: 'Undo a move or a removal', body: PoolPlaces, ...edit } },
    async ({ params, body }) => answer(await restoreInPool(catalog, params.id, body.places, body.version, who())),
  );
  app.get(
    '/api/v1/assets/:id/pools',
    {
      schema: {
        operationId: 'getPoolsOfAsset',
        tags: ['pools'],
        summary: 'The pools an asset is in, and what lies beside it there',
        params: PoolParams,
        response: { 200: PoolsOfAsset, ...problem },
      },
    },
    async ({ params }) => {
      if (!(await assetById(catalog, params.id))) throw new AppError('asset-not-found');
      const pools = await poolsOf(catalog.read, params.id);
      const items = pools.map(async ({ id, name, kind, count, position }) => ({
        id,
        name,
        kind,
        count,
        ...(await besideInPool(catalog.read, id, { position, id: params.id })),
      }));
      return { items: await Promise.all(items) };
    },
  );
}

function target({ before, at }: { before?: number | undefined; at?: number | undefined }): PoolTarget {
  if (before !== undefined && at !== undefined)
    throw new AppError('invalid-input', { detail: 'Either before or at, not both.', fields: [{ path: 'at', message: 'not together with before' }] });
  if (before !== undefined) return { before };
  return at === undefined ? 'end' : { at };
}
