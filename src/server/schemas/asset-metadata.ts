import { z } from 'zod';
import { METADATA_ORIGINS } from '../../domain/metadata.ts';

const Origin = z.enum(METADATA_ORIGINS);

/** What each origin says, and whose word counts for each fact. */
export const AssetMetadata = z
  .object({
    origins: z
      .array(
        z.object({
          origin: Origin,
          path: z.string().nullable().describe('Of the sidecar file'),
          readAt: z.string(),
          facts: z.record(z.string(), z.unknown()).describe('The facts it states, as in the asset'),
          raw: z.record(z.string(), z.unknown()).nullable().describe('Everything that was read there, by group'),
        }),
      )
      .describe('The most trusted first: a person, a sidecar, the file itself, a guess'),
    provenance: z.record(z.string(), Origin).describe('Per fact, who is believed'),
  })
  .meta({ id: 'AssetMetadata' });
