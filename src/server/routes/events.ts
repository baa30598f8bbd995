import { z } from 'zod';
import type { Api, ServerDeps } from '../deps.ts';
import { EventsQuery } from '../schemas/events.ts';
import { problem } from '../schemas/responses.ts';

export function eventRoutes(app: Api, _deps: ServerDeps): void {
  app.get(
    '/api/v1/events',
    {
      schema: {
        operationId: 'streamEvents',
        tags: ['events'],
        summary: 'What changes, as it changes (server-sent events)',
        description:
          'Events: `asset` (data AssetEvent; id = change sequence, so that Last-Event-ID replays what was missed), `session` (data Session, at most 4 a second for each), `reset` (load everything again), `ping` (every 15 s).',
        querystring: EventsQuery,
        response: { 200: { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } }, ...problem },
      },
    },
    async () => {
      throw new Error('not yet');
    },
  );
}
