import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import { SystemView } from '../schemas/system.ts';

export function systemRoutes(app: Api, _deps: ServerDeps): void {
  app.get(
    '/api/v1/system',
    { schema: { operationId: 'getSystem', tags: ['system'], summary: 'Folders, processes, queues and sizes', response: { 200: SystemView, ...problem } } },
    async () => {
      throw new Error('not yet');
    },
  );
}
