import type { AppError } from '../core/errors.ts';

export type RetryDecision =
  | { readonly kind: 'retry'; readonly delayMs: number; readonly uncounted: boolean }
  | { readonly kind: 'fail' }
  | { readonly kind: 'quarantine' };

/** The file is being written or was just touched: 1, 2, 4 … 30 s, about four minutes in all. */
const UNSETTLED_ATTEMPTS = 12;
/** A full or read-only disk is nobody's fault in particular: wait for it as long as it takes. */
const DISK_DELAY_MS = 10_000;

/** True when waiting is no attempt: the cause is the machine, not the job. */
export function isUncounted(error: AppError): boolean {
  const decision = decideRetry(error, 1, Infinity);
  return decision.kind === 'retry' && decision.uncounted;
}

/** What becomes of an attempt that ended with `error`. `attempt` counts from 1, this one included. */
export function decideRetry(error: AppError, attempt: number, maxAttempts: number): RetryDecision {
  const backOff = (most: number): number => Math.max(Math.min(most, 1000 * 2 ** (attempt - 1)), (error.retryAfterSeconds ?? 0) * 1000);
  switch (error.code) {
    case 'file-changed':
    case 'file-incomplete':
      return attempt < UNSETTLED_ATTEMPTS ? { kind: 'retry', delayMs: backOff(30_000), uncounted: false } : { kind: 'fail' };
    case 'disk-full':
    case 'read-only':
      return { kind: 'retry', delayMs: DISK_DELAY_MS, uncounted: true };
    case 'catalog-locked':
    case 'catalog-unreachable':
    case 'shutting-down':
    case 'being-purged':
      return { kind: 'retry', delayMs: 1000, uncounted: true };
    default:
  }
  if (error.entry.retry !== 'later') return { kind: 'fail' };
  return attempt < maxAttempts ? { kind: 'retry', delayMs: backOff(300_000), uncounted: false } : { kind: 'quarantine' };
}
