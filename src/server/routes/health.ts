import { z } from 'zod';
import type { Api, ServerDeps } from '../deps.ts';
import { Health } from '../schemas/system.ts';

export function healthRoutes(app: Api, _deps: ServerDeps): void {
  app.get(
    '/health',
    {
      schema: {
        operationId: 'getHealth',
        tags: ['system'],
        summary: 'Is this process ready to serve?',
        response: { 200: Health, 503: Health },
      },
    },
    async () => {
      throw new Error('not yet');
    },
  );
  app.get(
    '/metrics',
    {
      schema: { operationId: 'getMetrics', tags: ['system'], summary: 'Prometheus metrics', response: { 200: { content: { 'text/plain': { schema: z.string() } } } } },
    },
    async () => {
      throw new Error('not yet');
    },
  );
}
