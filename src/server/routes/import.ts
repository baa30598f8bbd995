import { openUrlSession } from '../../ingest/import/url-session.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { JobAccepted, UrlRequest } from '../schemas/ingest.ts';
import { problem } from '../schemas/responses.ts';
import { acceptedJob } from '../views/accepted-job.ts';

export function importRoutes(app: Api, { catalog, config, clock }: ServerDeps): void {
  app.post(
    '/api/v1/ingest/url',
    {
      schema: {
        operationId: 'importUrls',
        tags: ['ingest'],
        summary: 'Fetch pictures from addresses on the public internet',
        body: UrlRequest,
        response: { 202: JobAccepted, ...problem },
      },
    },
    async ({ body }, reply) => {
      const rules = { allowOtherPorts: config.importOtherPorts === true, actor: 'web' };
      const { id } = await openUrlSession(catalog, body.urls, rules, clock());
      return reply.code(202).send(acceptedJob(id));
    },
  );
}
