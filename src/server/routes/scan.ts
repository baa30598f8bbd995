import { access, constants } from 'node:fs/promises';
import { openSession } from '../../ingest/sessions.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { scanFolder } from '../scan-folder.ts';
import { IngestRoots, JobAccepted, ScanRequest } from '../schemas/ingest.ts';
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
    async ({ body }, reply) => {
      const options = {
        paths: [await scanFolder(body.directory_path, config.roots)],
        mode: body.mode,
        recursive: body.recursive,
        ...(body.pattern === undefined ? {} : { pattern: body.pattern }),
        ...(body.max_files === undefined ? {} : { maxFiles: body.max_files }),
      };
      const { id } = await openSession(catalog, { source: 'scan', options }, clock());
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
        config.roots.map(async (path) => ({
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
