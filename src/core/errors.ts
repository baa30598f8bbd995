import { ERROR_CATALOG, type ErrorCode, type ErrorEntry } from './error-catalog.ts';

export interface ErrorOptions {
  /** What happened this time, in one sentence, without secrets. */
  readonly detail?: string;
  readonly cause?: unknown;
  /** Per-field problems of an input (RFC 9457 extension member `errors`). */
  readonly fields?: ReadonlyArray<{ readonly path: string; readonly message: string }>;
  readonly retryAfterSeconds?: number;
}

/**
 * The one error type that crosses a module boundary. `code` is an entry of the catalog, which gives the HTTP status,
 * the title, the retry class and the next step; `detail` says what happened this time.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly fields: ErrorOptions['fields'];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: ErrorOptions = {}) {
    super(options.detail ?? ERROR_CATALOG[code].title, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail;
    this.fields = options.fields;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get entry(): ErrorEntry {
    return ERROR_CATALOG[this.code];
  }
}

/** Any thrown value as an AppError: system errors by their errno, everything else as `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const errno = (thrown as NodeJS.ErrnoException | null)?.code;
  const code = errno === undefined ? undefined : ERRNO[errno];
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(code ?? 'internal', { detail, cause: thrown });
}

const ERRNO: Record<string, ErrorCode> = {
  ENOENT: 'file-vanished',
  ENOTDIR: 'file-vanished',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EMFILE: 'too-many-open-files',
  ENFILE: 'too-many-open-files',
  EIO: 'io-error',
  ESTALE: 'io-error',
};
