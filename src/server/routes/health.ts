import { access, constants } from 'node:fs/promises';
import { z } from 'zod';
import { checkReadable } from '../../catalog/system-queries.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import { Health } from '../schemas/system.ts';
import { diskTrouble } from '../views/waiting.ts';

export function healthRoutes(app: Api, { catalog, config, metrics, degraded }: ServerDeps): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });

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
    async (_request, reply) => {
      const checks = {
        catalog: await outcome(() => checkReadable(catalog)),
        data: await outcome(() => access(config.dataDir, constants.W_OK)),
        server: closing ? 'shutting down' : 'ok',
      };
      const ready = Object.values(checks).every((check) => check === 'ok');
      // The API serves on while a worker keeps dying or the disk is full; who looks closer is told.
      const failing = degraded?.() ?? [];
      const trouble = await diskTrouble(config.dataDir);
      const status = ready && failing.length === 0 && trouble === undefined ? ('ok' as const) : ('degraded' as const);
      reply.header('cache-control', 'no-store').code(ready ? 200 : 503);
      return {
        status,
        role: 'web',
        version: config.version,
        checks: {
          ...checks,
          ...(trouble === undefined ? {} : { disk: trouble.code }),
          ...(failing.length === 0 ? {} : { processes: `failing: ${failing.join(', ')}` }),
        },
      };
    },
  );

  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'getMetrics',
        tags: ['system'],
        summary: 'Prometheus metrics',
        response: { 200: { content: { 'text/plain': { schema: z.string() } } }, ...problem },
      },
    },
    async (_request, reply) => reply.header('content-type', metrics.contentType).send(await metrics.metrics()),
  );
}

/** The class of the failure only: who asks for the health need not be logged in. */
async function outcome(check: () => Promise<void>): Promise<string> {
  try {
    await check();
    return 'ok';
  } catch (error) {
    return String((error as { code?: unknown }).code ?? 'failed');
  }
}
