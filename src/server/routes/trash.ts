import { z } from 'zod';
import { assetById } from '../../catalog/asset-queries.ts';
import { countKeptAway } from '../../catalog/comeback-queries.ts';
import { forgetDeleted, listDeleted } from '../../catalog/deleted-queries.ts';
import { listTrash, trashTotals, type PurgeChoice } from '../../catalog/trash-queries.ts';
import { AppError } from '../../core/errors.ts';
import { requestPurge } from '../../curate/request-purge.ts';
import { takeBack } from '../../curate/take-back.ts';
import { moveToTrash, restoreFromTrash, undoTrashing } from '../../curate/trash.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetId } from '../schemas/asset.ts';
import { SessionParams } from '../schemas/ingest.ts';
import { problem } from '../schemas/responses.ts';
import { TaskAccepted } from '../schemas/task.ts';
import {
  DeletedPage,
  ForgetRequest,
  Forgotten,
  KeptAway,
  PageQuery,
  PurgeRequest,
  Restored,
  TakenBack,
  Trashed,
  TrashPage,
  TrashRequest,
} from '../schemas/trash.ts';
import { isoTime } from '../views/iso-time.ts';
import { acceptedTask } from '../views/task-view.ts';
import { toTrashedAsset } from '../views/trash-view.ts';

const DAY_MS = 86_400_000;

/** Deleting is moving to the trash, in one act that one undo takes back; only a purge deletes. */
export function trashRoutes(app: Api, { catalog, clock, config }: ServerDeps): void {
  app.delete(
    '/api/v1/assets/:id',
    {
      schema: {
        operationId: 'trashAsset',
        tags: ['trash'],
        summary: 'Move one asset to the trash',
        params: z.object({ id: AssetId }),
        response: { 200: Trashed, ...problem },
      },
    },
    async ({ params }) => {
      const { batch, ids } = await moveToTrash(catalog, [params.id], clock(), 'web');
      if (ids.length > 0) return { batch, ids: [...ids], trashed: ids.length };
      const asset = await assetById(catalog, params.id);
      if (asset?.state !== 'trashed') throw new AppError('asset-not-found');
      return { batch: asset.trash_id ?? '', ids: [], trashed: 0 };
    },
  );
  // The second address is the name that scripts of other tools know.
  for (const [url, operationId] of [
    ['/api/v1/assets/trash', 'trashAssets'],
    ['/api/v1/curation/archive-selection', 'archiveSelection'],
  ] as const) {
    app.post(
      url,
      {
        schema: {
          operationId,
          tags: ['trash'],
          summary: 'Move assets to the trash, as one act with one undo',
          body: TrashRequest,
          response: { 200: Trashed, ...problem },
        },
      },
      async ({ body }) => {
        const { batch, ids } = await moveToTrash(catalog, body.ids, clock(), 'web');
        return { batch, ids: [...ids], trashed: ids.length };
      },
    );
  }
  app.get(
    '/api/v1/trash',
    {
      schema: {
        operationId: 'listTrash',
        tags: ['trash'],
        summary: 'What is in the trash, latest first',
        querystring: PageQuery,
        response: { 200: TrashPage, ...problem },
      },
    },
    async ({ query }) => {
      const position = decodeCursor(query.cursor, z.tuple([z.number(), z.number().int()]));
      const rows = await listTrash(catalog.read, position && { trashedAt: position[0], id: position[1] }, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      const totals = await trashTotals(catalog.read);
      return {
        items: page.map((row) => toTrashedAsset(row, config.trashKeepDays)),
        total: totals.count,
        totalBytes: totals.bytes,
        keepDays: config.trashKeepDays,
        next: last ? encodeCursor([last.trashed_at ?? 0, last.id]) : null,
      };
    },
  );
  app.post(
    '/api/v1/trash/:batch/undo',
    {
      schema: {
        operationId: 'undoTrash',
        tags: ['trash'],
        summary: 'Take back one act of deleting, as far as it was not purged',
        params: z.object({ batch: z.uuid() }),
        response: { 200: Restored, ...problem },
      },
    },
    async ({ params }) => {
      const ids = await undoTrashing(catalog, params.batch, clock(), 'web');
      return { restored: ids.length, ids: [...ids] };
    },
  );
  app.post(
    '/api/v1/trash/restore',
    {
      schema: {
        operationId: 'restoreAssets',
        tags: ['trash'],
        summary: 'Take assets out of the trash',
        body: TrashRequest,
        response: { 200: Restored, ...problem },
      },
    },
    async ({ body }) => {
      const ids = await restoreFromTrash(catalog, body.ids, clock(), 'web');
      return { restored: ids.length, ids: [...ids] };
    },
  );
  app.post(
    '/api/v1/trash/purge',
    {
      schema: {
        operationId: 'purgeTrash',
        tags: ['trash'],
        summary: 'Delete for good what is in the trash; a referenced file stays where it is',
        body: PurgeRequest,
        response: { 202: TaskAccepted, ...problem },
      },
    },
    async ({ body }, reply) => {
      const now = clock();
      const choice: PurgeChoice = 'ids' in body ? { ids: body.ids } : { trashedUpTo: 'all' in body ? now : now - body.olderThanDays * DAY_MS };
      return reply.code(202).send(acceptedTask(await requestPurge(catalog, choice, now, 'web')));
    },
  );
  app.get(
    '/api/v1/trash/deleted',
    {
      schema: {
        operationId: 'listDeleted',
        tags: ['trash'],
        summary: 'Content that was deleted for good and is remembered',
        querystring: PageQuery,
        response: { 200: DeletedPage, ...problem },
      },
    },
    async ({ query }) => {
      const position = decodeCursor(query.cursor, z.tuple([z.number(), z.string().regex(/^[0-9a-f]{64}$/)]));
      const after = position && { deletedAt: position[0], sha256: Buffer.from(position[1], 'hex') };
      const rows = await listDeleted(catalog.read, after, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      return {
        items: page.map((row) => ({ sha256: row.sha256.toString('hex'), name: row.name, bytes: row.bytes, deletedAt: isoTime(row.deleted_at) })),
        next: last ? encodeCursor([last.deleted_at, last.sha256.toString('hex')]) : null,
      };
    },
  );
  app.post(
    '/api/v1/trash/deleted/forget',
    {
      schema: {
        operationId: 'forgetDeleted',
        tags: ['trash'],
        summary: 'Forget deleted content, so that scans and the inbox take it in again',
        body: ForgetRequest,
        response: { 200: Forgotten, ...problem },
      },
    },
    async ({ body }) => ({
      forgotten: await catalog.write((tx) =>
        forgetDeleted(
          tx,
          body.sha256.map((hex) => Buffer.from(hex, 'hex')),
        ),
      ),
    }),
  );
  app.get(
    '/api/v1/ingest/sessions/:id/kept-away',
    {
      schema: {
        operationId: 'getKeptAway',
        tags: ['trash'],
        summary: 'How many files of a session were left alone because their content was deleted',
        params: SessionParams,
        response: { 200: KeptAway, ...problem },
      },
    },
    async ({ params }) => countKeptAway(catalog.read, params.id),
  );
  app.post(
    '/api/v1/ingest/sessions/:id/take-back',
    {
      schema: {
        operationId: 'takeBack',
        tags: ['trash'],
        summary: 'Take those files in after all: out of the trash, or anew',
        params: SessionParams,
        response: { 200: TakenBack, ...problem },
      },
    },
    async ({ params }) => ({ files: await takeBack(catalog, params.id, clock(), 'web') }),
  );
}
