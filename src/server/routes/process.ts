import { sessionById } from '../../catalog/session-queries.ts';
import { AppError } from '../../core/errors.ts';
import { resumeSession } from '../../ingest/session-control.ts';
import { openSession } from '../../ingest/sessions.ts';
import { webhookSecret } from '../../ingest/webhook.ts';
import { allowedRoots } from '../../roots/allowed-roots.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { sessionOptions } from '../ingest-options.ts';
import { scanFolder } from '../scan-folder.ts';
import { JobAccepted, WebhookSecret } from '../schemas/ingest.ts';
import { ProcessRequest, ResumeRequest } from '../schemas/ingest-options.ts';
import { problem } from '../schemas/responses.ts';
import { acceptedJob } from '../views/accepted-job.ts';

export function processRoutes(app: Api, { catalog, config, clock }: ServerDeps): void {
  app.post(
    '/api/v1/ingest/process',
    {
      schema: {
        operationId: 'startProcess',
        tags: ['ingest'],
        summary: 'Ingest one or several folders; asked for again while unfinished, it goes on',
        body: ProcessRequest,
        response: { 202: JobAccepted, ...problem },
      },
    },
    async ({ body: { directory_path: one, directory_paths: several, ...asked } }, reply) => {
      if ((one === undefined) === (several === undefined)) {
        const message = 'Give either directory_path or directory_paths';
        throw new AppError('invalid-input', { detail: message, fields: [{ path: 'directory_path', message }] });
      }
      const roots = await allowedRoots(catalog, config.roots);
      const folders = await Promise.all((several ?? [one ?? '']).map((folder) => scanFolder(folder, roots)));
      const { id } = await openSession(catalog, { source: 'scan', options: sessionOptions(asked, folders), actor: 'web' }, clock());
      return reply.code(202).send(acceptedJob(id));
    },
  );

  app.post(
    '/api/v1/ingest/resume',
    {
      schema: {
        operationId: 'resumeIngest',
        tags: ['ingest'],
        summary: 'Go on with a session that is paused; one that is not goes on by itself',
        body: ResumeRequest,
        response: { 202: JobAccepted, ...problem },
      },
    },
    async ({ body: { session_id: id } }, reply) => {
      if ((await sessionById(catalog, id)) === undefined) throw new AppError('session-not-found');
      await resumeSession(catalog, id, 'web', clock());
      return reply.code(202).send(acceptedJob(id));
    },
  );

  app.get(
    '/api/v1/ingest/webhook',
    {
      schema: {
        operationId: 'getWebhookSecret',
        tags: ['ingest'],
        summary: 'The key that signs webhooks: X-Magpie-Signature is sha256= and the hex HMAC-SHA256 of timestamp.body',
        response: { 200: WebhookSecret, ...problem },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return {
        secret: await webhookSecret(catalog, config.webhookSecret),
        source: config.webhookSecret === undefined ? ('catalog' as const) : ('settings' as const),
      };
    },
  );
}
