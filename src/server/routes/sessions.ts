import { Readable } from 'node:stream';
import { z } from 'zod';
import { listTroubles } from '../../catalog/trouble-queries.ts';
import { listSessions, type SessionRow, sessionById, sessionFiles } from '../../catalog/session-queries.ts';
import { AppError } from '../../core/errors.ts';
import { csvReport, jsonReport } from '../../ingest/report.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Api, ServerDeps } from '../deps.ts';
import {
  JobStatus,
  ReportQuery,
  SessionErrors,
  SessionFilePage,
  SessionFilesQuery,
  SessionListQuery,
  SessionPage,
  SessionParams,
  SessionView,
  UnreadPage,
  UnreadQuery,
} from '../schemas/ingest.ts';
import { binary, problem } from '../schemas/responses.ts';
import { toJobStatus } from '../views/job-status.ts';
import { sessionErrors, sessionViews, toFileError, toSessionFile } from '../views/session-view.ts';

const DAY_MS = 86_400_000;

/** What can be seen of sessions; what can be done to them is in session-control. */
export function sessionRoutes(app: Api, { catalog, clock, config }: ServerDeps): void {
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
    async ({ query: { limit, cursor, from, to, ...filter } }) => {
      const before = decodeCursor(cursor, z.tuple([z.uuid()]))?.[0];
      const times = { from: from === undefined ? undefined : Date.parse(from), to: to === undefined ? undefined : endOf(to) };
      const rows = await listSessions(catalog, { ...filter, ...times }, before, limit + 1);
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { items: await sessionViews(catalog, page, clock(), config), next: last ? encodeCursor([last.id]) : null };
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
    async ({ params }) => (await sessionViews(catalog, [await known(params.id)], clock(), config))[0]!,
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
  app.get(
    '/api/v1/ingest/sessions/:id/errors',
    {
      schema: {
        operationId: 'listSessionErrors',
        tags: ['ingest'],
        summary: 'Why files of a session failed, by reason',
        params: SessionParams,
        response: { 200: SessionErrors, ...problem },
      },
    },
    async ({ params }) => {
      await known(params.id);
      return sessionErrors(catalog, params.id);
    },
  );
  app.get(
    '/api/v1/ingest/sessions/:id/unread',
    {
      schema: {
        operationId: 'listUnread',
        tags: ['ingest'],
        summary: 'Folders that the walk of a session could not read, and names that are no UTF-8, each with its reason',
        params: SessionParams,
        querystring: UnreadQuery,
        response: { 200: UnreadPage, ...problem },
      },
    },
    async ({ params, query }) => {
      const { unread: total } = await known(params.id);
      const after = decodeCursor(query.cursor, z.tuple([z.string()]))?.[0] ?? '';
      const rows = await listTroubles(catalog.read, params.id, after, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      return { total, items: page.map(({ path, code, detail }) => ({ path, ...toFileError(code, detail) })), next: last ? encodeCursor([last.path]) : null };
    },
  );
  app.get(
    '/api/v1/ingest/sessions/:id/report',
    {
      schema: {
        operationId: 'getSessionReport',
        tags: ['ingest'],
        summary: 'What became of every file of a session, as a file; texts that begin like a formula have an apostrophe in front in the CSV',
        params: SessionParams,
        querystring: ReportQuery,
        response: { 200: binary('The report, streamed', 'application/json', 'text/csv'), ...problem },
      },
    },
    async ({ params, query: { format } }, reply) => {
      const session = await known(params.id);
      const report = format === 'csv' ? csvReport(catalog, session) : jsonReport(catalog, session);
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="magpie-session-${session.id}.${format}"`)
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
        .send(Readable.from(report));
    },
  );
}

/** Of a date the whole day, in UTC, counts. */
function endOf(to: string): number {
  return Date.parse(to) + (to.includes('T') ? 0 : DAY_MS);
}
