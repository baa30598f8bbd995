import { z } from 'zod';
import { assetsByIds, neighboursOf } from '../../catalog/asset-queries.ts';
import { AppError } from '../../core/errors.ts';
import { facetsOf } from '../../search/facets.ts';
import { Finder } from '../../search/finder.ts';
import { toSearch } from '../../search/search-query.ts';
import { REVALIDATE, sentNotModified } from '../bytes/send-bytes.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetTotals } from '../gallery/asset-totals.ts';
import { Geometry } from '../gallery/geometry.ts';
import { Asset, AssetFacets, AssetId, AssetListQuery, AssetPage, FacetQuery, GalleryGeometry, Neighbours } from '../schemas/asset.ts';
import { problem } from '../schemas/responses.ts';
import { toAssetSummary } from '../views/asset-view.ts';
import { fullAsset } from '../views/full-asset.ts';

const AssetParams = z.object({ id: AssetId });
/** What the last asset of a page was ordered by, and its id. */
const Named = z.tuple([z.string().max(1000), z.number().int()]);
const Numbered = z.tuple([z.number(), z.number().int()]);
const MAX_IDS = 200;

export function assetRoutes(app: Api, { catalog, clock, index }: ServerDeps): void {
  const finder = new Finder(catalog, index);
  const totals = new AssetTotals(catalog, clock, finder);
  const geometry = new Geometry(catalog, clock);

  app.get(
    '/api/v1/assets',
    {
      schema: {
        operationId: 'listAssets',
        tags: ['assets'],
        summary: 'Assets that match a search, page by page',
        querystring: AssetListQuery,
        response: { 200: AssetPage, ...problem },
      },
    },
    async ({ query }) => {
      if (query.ids !== undefined) {
        const ids = parseIds(query.ids);
        const found = new Map((await assetsByIds(catalog, ids)).map((row) => [row.id, row]));
        const items = ids.flatMap((id) => found.get(id) ?? []).map(toAssetSummary);
        return { items, total: items.length, next: null };
      }
      const search = await toSearch(catalog, query.q ?? '', clock());
      const byName = search.by === 'name' || search.by === 'name_desc';
      const after = byName ? decodeCursor(query.cursor, Named) : decodeCursor(query.cursor, Numbered);
      const { rows, next, total } = await finder.page(search, after, query.limit);
      return { items: rows.map(toAssetSummary), total: total ?? (await totals.of(search.where)), next: next ? encodeCursor(next) : null };
    },
  );

  app.get(
    '/api/v1/assets/facets',
    {
      schema: {
        operationId: 'getFacets',
        tags: ['assets'],
        summary: 'The tags that go with what a search finds',
        querystring: FacetQuery,
        response: { 200: AssetFacets, ...problem },
      },
    },
    async ({ query }) => {
      const { where } = await toSearch(catalog, query.q ?? '', clock());
      const facets = await facetsOf(catalog, finder, where, query.limit, await totals.of(undefined));
      return { ...facets, items: [...facets.items], related: [...facets.related] };
    },
  );

  app.get(
    '/api/v1/assets/geometry',
    {
      schema: {
        operationId: 'getGeometry',
        tags: ['assets'],
        summary: 'Shape of the whole gallery, to lay it out before any tile is loaded',
        response: { 200: GalleryGeometry, ...problem },
      },
    },
    async (request, reply) => {
      const { etag, json, gzipped } = await geometry.current();
      if (sentNotModified(request, reply, etag, REVALIDATE)) return reply;
      reply.header('etag', etag).header('cache-control', REVALIDATE).header('vary', 'accept-encoding');
      const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      if (packed) reply.header('content-encoding', 'gzip');
      // Bytes already made: checking 100,000 numbers against the schema would cost more than making them.
      return reply.type('application/json; charset=utf-8').send((packed ? gzipped : json) as never);
    },
  );

  app.get(
    '/api/v1/assets/:id',
    {
      schema: {
        operationId: 'getAsset',
        tags: ['assets'],
        summary: 'One asset with everything known about it',
        params: AssetParams,
        response: { 200: Asset, ...problem },
      },
    },
    async ({ params }) => fullAsset(catalog, params.id),
  );

  app.get(
    '/api/v1/assets/:id/neighbours',
    {
      schema: {
        operationId: 'getNeighbours',
        tags: ['assets'],
        summary: 'The assets before and after this one in the gallery',
        params: AssetParams,
        response: { 200: Neighbours, ...problem },
      },
    },
    async ({ params }) => {
      const beside = await neighboursOf(catalog, params.id);
      if (!beside) throw new AppError('asset-not-found');
      return { previous: beside.newer, next: beside.older };
    },
  );
}

function parseIds(text: string): number[] {
  const ids = text
    .split(',')
    .filter((part) => part !== '')
    .map(Number);
  if (ids.length <= MAX_IDS && ids.every((id) => Number.isSafeInteger(id) && id > 0)) return ids;
  throw new AppError('invalid-input', {
    detail: `ids takes at most ${MAX_IDS} whole numbers separated by commas`,
    fields: [{ path: 'ids', message: 'is not valid' }],
  });
}
