import { access, constants } from 'node:fs/promises';
import { openSession } from '../../ingest/sessions.ts';
import { allowedRoots } from '../../roots/allowed-roots.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { sessionOptions } from '../ingest-options.ts';
import { scanFolder } from '../scan-folder.ts';
import { IngestRoots, JobAccepted } from '../schemas/ingest.ts';
import { ScanRequest } from '../schemas/ingest-options.ts';
import { problem } from '../schemas/responses.ts';
import { acceptedJob } from '../views/accepted-job.ts';

export function scanRoutes(app: Api, { catalog, config, clock }: ServerDeps): void {
  app.post(
    '/api/v1/ingest/scan',
    {
      schema: {
        operationId: 'startScan',
        tags: ['ingest'],
        summary: 'Ingest a folder that lies in one of the configured roots',
        body: ScanRequest,
        response: { 202: JobAccepted, ...problem },
      },
    },
    async ({ body: { directory_path, ...asked } }, reply) => {
      const options = sessionOptions(asked, [await scanFolder(directory_path, await allowedRoots(catalog, config.roots))]);
      const { id } = await openSession(catalog, { source: 'scan', options, actor: 'web' }, clock());
      return reply.code(202).send(acceptedJob(id));
    },
  );

  app.get(
    '/api/v1/ingest/roots',
    {
      schema: {
        operationId: 'listRoots',
        tags: ['ingest'],
        summary: 'Folders that may be scanned',
        response: { 200: IngestRoots, ...problem },
      },
    },
    async () => ({
      items: await Promise.all(
        (await allowedRoots(catalog, config.roots)).map(async (path) => ({
          path,
          available: await access(path, constants.R_OK | constants.X_OK).then(
            () => true,
            () => false,
          ),
        })),
      ),
    }),
  );
}
