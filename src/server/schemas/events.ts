import { z } from 'zod';
import { AssetSummary } from './asset.ts';
import { SessionView } from './ingest.ts';

export const AssetRemoved = z.object({ id: z.number().int(), removed: z.literal(true) }).meta({ id: 'AssetRemoved' });

/** `data` of each event, by its name. */
export const EVENT_SCHEMAS = {
  asset: z
    .union([AssetSummary, AssetRemoved])
    .meta({ id: 'AssetEvent', description: 'An asset was added, changed or removed; the event id is the change sequence' }),
  session: SessionView,
  pools: z.object({}).meta({ id: 'PoolsEvent', description: 'Pools, or what is in them, changed' }),
  tags: z.object({}).meta({ id: 'TagsEvent', description: 'Names, other names, implications or categories of tags changed' }),
  reset: z.object({ reason: z.string() }).meta({ id: 'ResetEvent', description: 'Too much was missed to be replayed: load everything again' }),
  ping: z.object({}).meta({ id: 'PingEvent', description: 'Every 15 s' }),
} as const;

export const EventsQuery = z.object({
  lastEventId: z.coerce.number().int().min(0).optional().describe('As the Last-Event-ID header: replay what came after this event'),
});
