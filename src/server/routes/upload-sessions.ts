import { knownContents } from '../../catalog/import-queries.ts';
import { sessionStateOf } from '../../catalog/session-state.ts';
import { AppError } from '../../core/errors.ts';
import { openSession, sealSession } from '../../ingest/sessions.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { JobAccepted, KnownContents, KnownRequest, SessionParams } from '../schemas/ingest.ts';
import { problem } from '../schemas/responses.ts';
import { acceptedJob } from '../views/accepted-job.ts';

/** What goes before and after the files of one batch of uploads. */
export function uploadSessionRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  app.post(
    '/api/v1/ingest/known',
    {
      schema: {
        operationId: 'findKnownContents',
        tags: ['ingest'],
        summary: 'Which of these contents are in the library, so that they need not be sent',
        body: KnownRequest,
        response: { 200: KnownContents, ...problem },
      },
    },
    async ({ body }) => {
      const digests = [...new Set(body.sha256.map((digest) => digest.toLowerCase()))].map((digest) => Buffer.from(digest, 'hex'));
      const known = await knownContents(catalog.read, digests);
      return { items: known.map(({ sha256, id, name, state }) => ({ sha256: sha256.toString('hex'), assetId: id, name, state })) };
    },
  );
  app.post(
    '/api/v1/ingest/uploads',
    {
      schema: {
        operationId: 'openUploads',
        tags: ['ingest'],
        summary: 'Open a session for several resumable uploads; name it in their Upload-Metadata as session',
        response: { 201: JobAccepted, ...problem },
      },
    },
    async (_request, reply) => {
      const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, clock());
      return reply.code(201).send(acceptedJob(id));
    },
  );
  app.post(
    '/api/v1/ingest/uploads/:id/seal',
    {
      schema: {
        operationId: 'sealUploads',
        tags: ['ingest'],
        summary: 'Say that all uploads of this session have ended; without it the session is sealed after a minute of silence',
        params: SessionParams,
        response: { 200: JobAccepted, ...problem },
      },
    },
    async ({ params }) => {
      if ((await sessionStateOf(catalog.read, params.id)) === undefined) throw new AppError('session-not-found');
      await sealSession(catalog, params.id, clock());
      return acceptedJob(params.id);
    },
  );
}
