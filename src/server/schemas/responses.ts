import type { Readable } from 'node:stream';
import { z } from 'zod';
import { Problem } from './system.ts';

/** What every route may answer besides its success. */
export const problem = {
  default: { description: 'What went wrong, and what can be done now', content: { 'application/problem+json': { schema: Problem } } },
};

/** Bytes of one of these media types. */
export function binary(description: string, ...types: string[]) {
  return {
    description,
    content: Object.fromEntries(types.map((type) => [type, { schema: z.custom<Buffer | Readable>().meta({ type: 'string', format: 'binary' }) }])),
  };
}

export const Done = z.object({ ok: z.literal(true) }).meta({ id: 'Done' });
