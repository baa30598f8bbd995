import { z } from 'zod';
import { FORMATS } from '../../domain/format.ts';

export const FormatList = z
  .object({
    items: z.array(
      z
        .object({
          format: z.enum(Object.keys(FORMATS) as [string, ...string[]]),
          title: z.string(),
          kind: z.enum(['image', 'raw', 'video', 'animation']),
          mime: z.string(),
          endings: z.array(z.string()),
          works: z.boolean(),
          by: z.string().nullable().describe('What reads it here; null when nothing does'),
          enable: z.string().nullable().describe('The command that makes it work, or work better; null when there is nothing to gain'),
        })
        .meta({ id: 'Format' }),
    ),
  })
  .meta({ id: 'FormatList' });
