/** Nobody is waited for longer than this, whatever was asked for. */
const MAX_SECONDS = 3600;

/** The header Retry-After in whole seconds from now: a number, or a date. Undefined when there is none that makes sense. */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '') return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(MAX_SECONDS, Math.max(0, seconds));
}
