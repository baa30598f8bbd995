import { z } from 'zod';
import { TOOLS } from '../../media/tools/missing-tool.ts';

const Program = z.enum(Object.keys(TOOLS) as [keyof typeof TOOLS, ...(keyof typeof TOOLS)[]]);

export const MissingProgramList = z
  .object({
    items: z.array(
      z
        .object({
          program: Program,
          files: z.number().int().describe('Files that were skipped for want of it'),
          command: z.string().describe('Installs it on Debian and Ubuntu'),
        })
        .meta({ id: 'MissingProgram' }),
    ),
  })
  .meta({ id: 'MissingProgramList' });

export const OfferAgainRequest = z.object({ program: Program.optional().describe('Only what waits for this one') }).meta({ id: 'OfferAgainRequest' });

export const OfferAgainResult = z.object({ files: z.number().int().describe('Files that are tried again now') }).meta({ id: 'OfferAgainResult' });
