import type { Api, ServerDeps } from '../deps.ts';
import { IngestRoots, JobAccepted, ScanRequest } from '../schemas/ingest.ts';
import { problem } from '../schemas/responses.ts';

export function scanRoutes(app: Api, _deps: ServerDeps): void {
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
    async () => {
      throw new Error('not yet');
    },
  );
  app.get(
    '/api/v1/ingest/roots',
    { schema: { operationId: 'listRoots', tags: ['ingest'], summary: 'Folders that may be scanned', response: { 200: IngestRoots, ...problem } } },
    async () => {
      throw new Error('not yet');
    },
  );
}
