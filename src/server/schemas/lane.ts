import { z } from 'zod';
import { LANES } from '../../domain/job.ts';

export const LaneParams = z.object({ lane: z.enum(LANES) });

export const LaneView = z
  .object({
    name: z.enum(LANES),
    ready: z.number().int().describe('Jobs that wait'),
    running: z.number().int(),
    pausedUntil: z.string().nullable().describe('Until then nothing of it is begun; null = not paused'),
    maxRunning: z.number().int().nullable().describe('Jobs under way at once over all processes; null = no limit'),
  })
  .meta({ id: 'Lane' });

export const LaneList = z
  .object({
    items: z.array(LaneView),
    undescribed: z.number().int().describe('Assets that the lane describe has not read in full yet, or not with the newest extractor; counted up to 100,000'),
    quietHours: z
      .object({ hours: z.string(), maxFiles: z.number().int().describe('Files under way at once in these hours'), now: z.boolean() })
      .nullable()
      .describe('When files are taken in slowly; null = never'),
  })
  .meta({ id: 'LaneList' });

export const LanePause = z
  .object({
    minutes: z.number().positive().max(525_600).optional(),
    until: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ minutes, until }) => (minutes === undefined) !== (until === undefined), { message: 'either minutes or until is needed', path: ['minutes'] })
  .meta({ id: 'LanePause', description: 'How long: one of minutes and until' });

export const LaneLimit = z.object({ maxRunning: z.number().int().min(0).max(1000).nullable() }).meta({ id: 'LaneLimit' });
