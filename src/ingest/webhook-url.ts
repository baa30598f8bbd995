import { AppError } from '../core/errors.ts';

/**
 * An address that can be called: http or https, also on the own network, where most receivers are. User and password in
 * it are refused, because fetch cannot send them. AppError `invalid-input` naming `field`.
 */
export function checkWebhookUrl(url: string, field: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const message =
    parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)
      ? 'must be an http or https address'
      : parsed.username !== '' || parsed.password !== ''
        ? 'must not hold a user name or password; the signature tells who calls'
        : undefined;
  if (message !== undefined) throw new AppError('invalid-input', { detail: `${field} ${message}`, fields: [{ path: field, message }] });
  return url;
}
