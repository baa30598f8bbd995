import type { ErrorCode } from '../../core/error-catalog.ts';
import { AppError } from '../../core/errors.ts';

/** What SQLite says of the machine, as our error; everything else as it is. */
export function writeError(thrown: unknown): unknown {
  const code = String((thrown as { code?: unknown } | null)?.code);
  const known = CODES.find(([prefix]) => code.startsWith(prefix));
  return known === undefined ? thrown : new AppError(known[1], { detail: `The catalog could not be written: ${(thrown as Error).message}`, cause: thrown });
}

const CODES: ReadonlyArray<readonly [string, ErrorCode]> = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_IOERR', 'io-error'],
  ['SQLITE_BUSY', 'catalog-locked'],
];
