import { z } from 'zod';
import { AppError } from '../core/errors.ts';

/** A place in a list as callers see it: opaque, checked when it comes back. */
export function encodeCursor(parts: ReadonlyArray<string | number>): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The parts of a cursor, undefined for the first page; AppError `invalid-input` when it is not one of this list. */
export function decodeCursor<T extends z.ZodType>(cursor: string | undefined, parts: T): z.infer<T> | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  try {
    return parts.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (error) {
    throw new AppError('invalid-input', {
      detail: 'The cursor is not one this list gave',
      fields: [{ path: 'cursor', message: 'Pass next of the page before, unchanged' }],
      cause: error,
    });
  }
}
