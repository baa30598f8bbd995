import { z } from 'zod';
import type { Api, ServerDeps } from '../deps.ts';
import { JobStatus, SessionFilePage, SessionFilesQuery, SessionListQuery, SessionPage, SessionParams, SessionView } from '../schemas/ingest.ts';
import { problem } from '../schemas/responses.ts';

export function sessionRoutes(app: Api, _deps: ServerDeps): void {
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
    async () => {
      throw new Error('not yet');
    },
  );
  app.get(
    '/api/v1/ingest/sessions',
    { schema: { operationId: 'listSessions', tags: ['ingest'], summary: 'Sessions, newest first', querystring: SessionListQuery, response: { 200: SessionPage, ...problem } } },
    async () => {
      throw new Error('not yet');
    },
  );
  app.get(
    '/api/v1/ingest/sessions/:id',
    { schema: { operationId: 'getSession', tags: ['ingest'], summary: 'One session', params: SessionParams, response: { 200: SessionView, ...problem } } },
    async () => {
      throw new Error('not yet');
    },
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
    async () => {
      throw new Error('not yet');
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
    async () => {
      throw new Error('not yet');
    },
  );
}
