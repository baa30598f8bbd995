import { AppError } from '../core/errors.ts';
import { isLoopback } from './loopback.ts';

/** Beyond this machine Magpie listens only once a password is set: AppError `password-needed` otherwise. */
export function assertBindAllowed(host: string, hasPassword: boolean): void {
  if (hasPassword || isLoopback(host)) return;
  throw new AppError('password-needed', { detail: `host is ${host}, which other machines can reach, and no password is set` });
}
