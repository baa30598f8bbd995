import { Readable } from 'node:stream';
import { exportLibrary } from '../../curate/exchange/export-library.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { binary, problem } from '../schemas/responses.ts';

export function exchangeRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  app.get(
    '/api/v1/export',
    {
      schema: {
        operationId: 'exportLibrary',
        tags: ['system'],
        summary: 'Tags, aliases, implications and what was said of each asset as JSON lines with a checksum at the end; not the pictures',
        response: { 200: binary('One JSON object a line', 'application/x-ndjson'), ...problem },
      },
    },
    async (_request, reply) => {
      const name = `magpie-${new Date(clock()).toISOString().slice(0, 10)}.jsonl`;
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${name}"`)
        .type('application/x-ndjson')
        .send(Readable.from(exportLibrary(catalog, clock()), { objectMode: false, highWaterMark: 256 * 1024 }));
    },
  );
}
