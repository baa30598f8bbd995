import { z } from 'zod';
import { assetById, assetsByIds } from '../../catalog/asset-queries.ts';
import { firstAssetsOf, historyOf, listBatches, type ListedBatch } from '../../catalog/edit-queries.ts';
import { AppError } from '../../core/errors.ts';
import { editTags } from '../../enrich/edit-tags.ts';
import { requestRevert } from '../../enrich/bulk/request-bulk.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetId } from '../schemas/asset.ts';
import { AssetHistory, BatchParams, Edit, EditedTags, EditListQuery, EditPage, HistoryQuery, RevertedEdit, TagEdit } from '../schemas/edits.ts';
import { problem } from '../schemas/responses.ts';
import { toAssetSummary } from '../views/asset-view.ts';
import { toEdit, toHistoryEntry } from '../views/edit-view.ts';
import { fullAsset } from '../views/full-asset.ts';

const AssetParams = z.object({ id: AssetId });
const SAMPLE = 4;

/** Tags of an asset as a person says them, what people changed, and taking it back. */
export function editRoutes(app: Api, { catalog, clock, config }: ServerDeps): void {
  const views = async (rows: readonly ListedBatch[]) => {
    const first = await firstAssetsOf(
      catalog.read,
      rows.map(({ id }) => id),
      SAMPLE,
    );
    const assets = new Map((await assetsByIds(catalog, [...new Set([...first.values()].flat())])).map((row) => [row.id, toAssetSummary(row)]));
    return rows.map((row) => toEdit(row, first.get(row.id)?.flatMap((id) => assets.get(id) ?? []) ?? []));
  };

  app.post(
    '/api/v1/assets/:id/tags',
    {
      schema: {
        operationId: 'editTags',
        tags: ['edits'],
        summary: 'Give an asset tags and take some away; tags that follow from them come and go too',
        params: AssetParams,
        body: TagEdit,
        response: { 200: EditedTags, ...problem },
      },
    },
    async ({ params, body }) => {
      if (!(await assetById(catalog, params.id))) throw new AppError('asset-not-found');
      const batch = await editTags(catalog, params.id, body, { actor: 'web', now: clock() });
      const [last] = batch === null ? [] : await historyOf(catalog.read, params.id, undefined, 20).then((rows) => rows.filter((row) => row.batch_id === batch));
      return { asset: await fullAsset(catalog, params.id), edit: last === undefined ? null : toHistoryEntry(last) };
    },
  );
  app.get(
    '/api/v1/assets/:id/history',
    {
      schema: {
        operationId: 'getAssetHistory',
        tags: ['edits'],
        summary: 'What people changed of an asset, latest first',
        params: AssetParams,
        querystring: HistoryQuery,
        response: { 200: AssetHistory, ...problem },
      },
    },
    async ({ params, query }) => {
      if (!(await assetById(catalog, params.id))) throw new AppError('asset-not-found');
      const before = decodeCursor(query.cursor, z.tuple([z.number().int()]))?.[0];
      const rows = await historyOf(catalog.read, params.id, before, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      return { items: page.map(toHistoryEntry), next: last ? encodeCursor([last.id]) : null };
    },
  );
  app.get(
    '/api/v1/edits',
    {
      schema: {
        operationId: 'listEdits',
        tags: ['edits'],
        summary: 'What people changed, deed by deed, latest first',
        querystring: EditListQuery,
        response: { 200: EditPage, ...problem },
      },
    },
    async ({ query }) => {
      const before = decodeCursor(query.cursor, z.tuple([z.uuid()]))?.[0];
      const rows = await listBatches(catalog.read, {
        ...(query.kind === undefined ? {} : { kind: query.kind }),
        ...(before === undefined ? {} : { before }),
        limit: query.limit + 1,
      });
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      return { items: await views(page), next: last ? encodeCursor([last.id]) : null };
    },
  );
  app.get(
    '/api/v1/edits/:batch',
    {
      schema: {
        operationId: 'getEdit',
        tags: ['edits'],
        summary: 'One deed',
        params: BatchParams,
        response: { 200: Edit, ...problem },
      },
    },
    async ({ params }) => {
      const [row] = await listBatches(catalog.read, { only: params.batch, limit: 1 });
      if (!row) throw new AppError('edit-not-found');
      return (await views([row]))[0]!;
    },
  );
  app.post(
    '/api/v1/edits/:batch/revert',
    {
      schema: {
        operationId: 'revertEdit',
        tags: ['edits'],
        summary: 'Take a deed back in all its assets; what was changed again since stays. Itself an edit that can be taken back',
        params: BatchParams,
        response: { 200: RevertedEdit, ...problem },
      },
    },
    async ({ params }) => requestRevert(catalog, params.batch, { actor: 'web', now: clock(), writeSidecar: config.writeSidecars === true }),
  );
}
