import { z } from 'zod';
import type { Api, ServerDeps } from '../deps.ts';
import { EventHub } from '../events/event-hub.ts';
import { SseStream } from '../events/sse-stream.ts';
import type { AuthGate } from '../plugins/auth-gate.ts';
import { EventsQuery } from '../schemas/events.ts';
import { problem } from '../schemas/responses.ts';

export function eventRoutes(app: Api, deps: ServerDeps, gate: AuthGate): void {
  const hub = new EventHub(deps);
  app.addHook('preClose', async () => hub.close());

  app.get(
    '/api/v1/events',
    {
      schema: {
        operationId: 'streamEvents',
        tags: ['events'],
        summary: 'What changes, as it changes (server-sent events)',
        description:
          'Events: `asset` (data AssetEvent; id = change sequence, so that Last-Event-ID replays what was missed), `session` (data Session, at most 4 a second for each), `pools` (pools or what is in them changed), `tags` (names, other names, implications or categories of tags changed), `reset` (load everything again), `ping` (at once and every 15 s). Pass `lastEventId=<version of the geometry>` to miss nothing between the two.',
        querystring: EventsQuery,
        response: { 200: { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } }, ...problem },
      },
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const stream = new SseStream(reply.raw, () => gate.stillAdmits(request));
      reply.hijack();
      reply.raw.once('close', () => hub.remove(stream));
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // nginx would collect events into blocks.
        'x-accel-buffering': 'no',
      });
      // The browser sends the header when it reconnects by itself: it is newer than the address.
      const header = request.headers['last-event-id'];
      const resumeFrom = typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : request.query.lastEventId;
      try {
        await hub.add(stream, resumeFrom);
      } catch (error) {
        deps.logger.warn({ err: error }, 'events: a stream could not be opened');
        stream.close();
      }
    },
  );
}
