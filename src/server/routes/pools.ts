import { z } from 'zod';
import { countPools, listPools, poolById } from '../../catalog/pool-queries.ts';
import { AppError } from '../../core/errors.ts';
import { createPool, deletePool, editPool, restorePool } from '../../curate/pools.ts';
import { poolKey } from '../../domain/link.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { NewPool, Pool, PoolEdit, PoolListQuery, PoolPage, PoolParams, PoolRestore } from '../schemas/pool.ts';
import { Done, problem } from '../schemas/responses.ts';
import { toPools } from '../views/pool-view.ts';

/** What the last pool of a page was ordered by, and its id. */
const Named = z.tuple([z.string().max(1000), z.number().int()]);
const Updated = z.tuple([z.number().int(), z.number().int()]);

/** Lists of assets in an order of people's own. */
export function poolRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  const who = () => ({ now: clock(), actor: 'web' });
  const answer = async (id: number): Promise<z.infer<typeof Pool>> => {
    const row = await poolById(catalog.read, id);
    if (!row) throw new AppError('pool-not-found');
    return (await toPools(catalog, [row]))[0]!;
  };

  app.get(
    '/api/v1/pools',
    {
      schema: {
        operationId: 'listPools',
        tags: ['pools'],
        summary: 'Pools, page by page',
        querystring: PoolListQuery,
        response: { 200: PoolPage, ...problem },
      },
    },
    async ({ query }) => {
      const filter = { part: query.q === undefined || query.q.trim() === '' ? undefined : poolKey(query.q), kind: query.kind };
      const after = query.sort === 'name' ? decodeCursor(query.cursor, Named) : decodeCursor(query.cursor, Updated);
      const rows = await listPools(catalog.read, filter, query.sort, after, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      return {
        items: await toPools(catalog, page),
        total: await countPools(catalog.read, filter),
        next: last ? encodeCursor([query.sort === 'name' ? last.name_key : last.updated_at, last.id]) : null,
      };
    },
  );
  app.post(
    '/api/v1/pools',
    { schema: { operationId: 'createPool', tags: ['pools'], summary: 'Make a pool', body: NewPool, response: { 201: Pool, ...problem } } },
    async ({ body }, reply) => {
      const { ids, ...facts } = body;
      const id = await createPool(catalog, facts, who(), ids);
      return reply.status(201).send(await answer(id));
    },
  );
  app.get(
    '/api/v1/pools/:id',
    { schema: { operationId: 'getPool', tags: ['pools'], summary: 'One pool', params: PoolParams, response: { 200: Pool, ...problem } } },
    ({ params }) => answer(params.id),
  );
  app.patch(
    '/api/v1/pools/:id',
    {
      schema: {
        operationId: 'editPool',
        tags: ['pools'],
        summary: 'Change what a pool is called, says or is shown by',
        params: PoolParams,
        body: PoolEdit,
        response: { 200: Pool, ...problem },
      },
    },
    async ({ params, body }) => {
      await editPool(catalog, params.id, body, who());
      return answer(params.id);
    },
  );
  app.delete(
    '/api/v1/pools/:id',
    {
      schema: {
        operationId: 'deletePool',
        tags: ['pools'],
        summary: 'Delete a pool, not what is in it; it can be restored for 30 days',
        params: PoolParams,
        response: { 200: Done, ...problem },
      },
    },
    async ({ params }) => {
      await deletePool(catalog, params.id, who());
      return { ok: true as const };
    },
  );
  app.post(
    '/api/v1/pools/:id/restore',
    {
      schema: {
        operationId: 'restorePool',
        tags: ['pools'],
        summary: 'Undo the deletion of a pool',
        params: PoolParams,
        body: PoolRestore.nullish(),
        response: { 200: Pool, ...problem },
      },
    },
    async ({ params, body }) => {
      await restorePool(catalog, params.id, who(), body?.name);
      return answer(params.id);
    },
  );
}
