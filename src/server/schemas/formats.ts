import { z } from 'zod';
import { MEDIA_KINDS, PICTURE_FORMATS } from '../../domain/format.ts';

export const FormatList = z
  .object({
    items: z.array(
      z
        .object({
          format: z.enum(PICTURE_FORMATS),
          title: z.string(),
          kind: z.enum(MEDIA_KINDS),
          mime: z.string(),
          endings: z.array(z.string()),
          works: z.boolean(),
          by: z.string().nullable().describe('What reads it here; null when nothing does'),
          enable: z.string().nullable().describe('The command that makes it work, or work better; null when there is nothing to gain'),
        })
        .meta({ id: 'Format' }),
    ),
    keepsOtherFiles: z.array(z.string()).describe('Endings and groups of files without a picture that are kept as they are: the setting ingest.keepOtherFiles'),
  })
  .meta({ id: 'FormatList' });
