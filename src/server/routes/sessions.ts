import { z } from 'zod';
import { listSessions, type SessionRow, sessionById, sessionFiles } from '../../catalog/session-queries.ts';
import { AppError } from '../../core/errors.ts';
import { cancelSession } from '../../ingest/sessions.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { JobStatus, SessionFilePage, SessionFilesQuery, SessionListQuery, SessionPage, SessionParams, SessionView } from '../schemas/ingest.ts';
import { problem } from '../schemas/responses.ts';
import { toJobStatus } from '../views/job-status.ts';
import { toSessionFile, toSessionView } from '../views/session-view.ts';

export function sessionRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  const known = async (id: string): Promise<SessionRow> => {
    const row = await sessionById(catalog, id);
    if (!row) throw new AppError('session-not-found');
    return row;
  };

  app.get(
    '/api/v1/ingest/status/:job_id',
    {
      schema: {
        operationId: 'getJobStatus',
        tags: ['ingest'],
        summary: 'Live progress of a scan or upload, and its result at the end',
        params: z.object({ job_id: z.uuid() }),
        response: { 200: JobStatus, ...problem },
      },
    },
    async ({ params }) => toJobStatus(catalog, await known(params.job_id)),
  );
  app.get(
    '/api/v1/ingest/sessions',
    {
      schema: {
        operationId: 'listSessions',
        tags: ['ingest'],
        summary: 'Sessions, newest first',
        querystring: SessionListQuery,
        response: { 200: SessionPage, ...problem },
      },
    },
    async ({ query }) => {
      const before = decodeCursor(query.cursor, z.tuple([z.uuid()]))?.[0];
      const rows = await listSessions(catalog, query.state, before, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      return { items: page.map((row) => toSessionView(row, clock())), next: last ? encodeCursor([last.id]) : null };
    },
  );
  app.get(
    '/api/v1/ingest/sessions/:id',
    {
      schema: {
        operationId: 'getSession',
        tags: ['ingest'],
        summary: 'One session',
        params: SessionParams,
        response: { 200: SessionView, ...problem },
      },
    },
    async ({ params }) => toSessionView(await known(params.id), clock()),
  );
  app.get(
    '/api/v1/ingest/sessions/:id/files',
    {
      schema: {
        operationId: 'listSessionFiles',
        tags: ['ingest'],
        summary: 'What became of each file of a session',
        params: SessionParams,
        querystring: SessionFilesQuery,
        response: { 200: SessionFilePage, ...problem },
      },
    },
    async ({ params, query }) => {
      await known(params.id);
      const after = decodeCursor(query.cursor, z.tuple([z.number().int()]))?.[0] ?? 0;
      const rows = await sessionFiles(catalog, params.id, query.outcome && [query.outcome], after, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      return { items: page.map(toSessionFile), next: last ? encodeCursor([last.id]) : null };
    },
  );
  app.post(
    '/api/v1/ingest/sessions/:id/cancel',
    {
      schema: {
        operationId: 'cancelSession',
        tags: ['ingest'],
        summary: 'Stop a session; files not started yet are counted as skipped',
        params: SessionParams,
        response: { 200: SessionView, ...problem },
      },
    },
    async ({ params }) => {
      await cancelSession(catalog, params.id, clock());
      return toSessionView(await known(params.id), clock());
    },
  );
}
