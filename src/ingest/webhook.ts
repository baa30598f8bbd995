import { createHmac } from 'node:crypto';
import type { Catalog } from '../catalog/catalog.ts';
import { giveBack, holdsLease, markDone } from '../catalog/job-queries.ts';
import { readSetting } from '../catalog/setting-queries.ts';
import { noteWebhook } from '../catalog/webhook-queries.ts';
import type { Clock } from '../core/clock.ts';
import type { ErrorCode } from '../core/error-catalog.ts';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { LeasedJob } from '../domain/job.ts';
import type { WebhookPayload } from '../domain/webhook.ts';

export interface WebhookDeps {
  readonly catalog: Catalog;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Setting webhook.secret; without it the one kept in the catalog is used. */
  readonly webhookSecret?: string;
  /** How long an answer may take; 10 s unless given. */
  readonly webhookTimeoutMs?: number;
}

const SECRET_KEY = 'webhook.secret';
const TIMEOUT_MS = 10_000;
/** Waits after the first, second … attempt: eight attempts in almost five hours. */
const WAITS_MS = [10_000, 60_000, 5 * 60_000, 15 * 60_000, 30 * 60_000, 60 * 60_000, 3 * 60 * 60_000];
const MAX_WAIT_MS = 6 * 60 * 60_000;

/** The key of the signatures: the setting, else the one made with the catalog. */
export async function webhookSecret(catalog: Catalog, configured: string | undefined): Promise<string> {
  const secret = configured ?? (await readSetting<string>(catalog.read, SECRET_KEY));
  if (secret === undefined) throw new AppError('internal', { detail: 'There is no webhook.secret in the catalog' });
  return secret;
}

/** `sha256=` and the hex HMAC of `<timestamp>.<body>`. */
export function signWebhook(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** Tells an address that a session came to rest: one attempt. What did not get through is tried again by the ledger. */
export async function deliverWebhook(deps: WebhookDeps, job: LeasedJob, signal: AbortSignal): Promise<void> {
  const { catalog, clock, logger } = deps;
  const payload = job.payload as WebhookPayload;
  const session = job.sessionId ?? '';
  const secret = await webhookSecret(catalog, deps.webhookSecret);
  const answer = await post(payload, { secret, now: clock(), timeoutMs: deps.webhookTimeoutMs ?? TIMEOUT_MS, signal });
  const now = clock();
  if (answer.kind === 'interrupted') {
    await catalog.write((tx) => giveBack(tx, job, { runAfter: now, code: null, detail: null, uncounted: true }));
    return;
  }
  const wait = answer.kind === 'later' && job.attempt <= WAITS_MS.length ? Math.max(WAITS_MS[job.attempt - 1]!, answer.afterMs) : undefined;
  const state = answer.kind === 'delivered' ? 'delivered' : wait === undefined ? 'failed' : 'pending';
  const error = answer.kind === 'delivered' ? null : answer.detail;
  const code: ErrorCode = answer.kind === 'refused' ? 'webhook-refused' : 'webhook-failed';
  await catalog.write(async (tx) => {
    if (!(await holdsLease(tx, job))) throw new AppError('lease-lost');
    await noteWebhook(tx, session, payload.delivery, { state, error, now });
    if (state === 'pending') await giveBack(tx, job, { runAfter: now + (wait ?? 0), code, detail: error });
    else await markDone(tx, job, { releaseOffer: true, now, ...(error === null ? {} : { note: { code, detail: error } }) });
  });
  // The address may hold a key of the receiver: only its host is for the log.
  const facts = { session, host: hostOf(payload.url), attempt: job.attempt };
  if (state === 'delivered') logger.info(facts, 'webhook delivered');
  else logger.warn({ ...facts, code }, `webhook ${state === 'failed' ? 'given up' : 'not delivered yet'}: ${error}`);
}

type Answer =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'later'; readonly detail: string; readonly afterMs: number };

interface Attempt {
  readonly secret: string;
  readonly now: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

async function post({ event, delivery, url, body }: WebhookPayload, { secret, now, timeoutMs, signal }: Attempt): Promise<Answer> {
  const timestamp = String(Math.floor(now / 1000));
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      // Where it leads is not what was asked for, and it would carry our signature there.
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Magpie-Webhook',
        'x-magpie-event': event,
        'x-magpie-delivery': delivery,
        'x-magpie-timestamp': timestamp,
        'x-magpie-signature': signWebhook(secret, timestamp, body),
      },
    });
    await response.body?.cancel().catch(() => {});
    return judge(response, now);
  } catch (error) {
    if (signal.aborted) return { kind: 'interrupted' };
    if (timeout.aborted) return { kind: 'later', detail: `No answer within ${timeoutMs / 1000} s`, afterMs: 0 };
    return { kind: 'later', detail: reasonOf(error), afterMs: 0 };
  }
}

function judge({ status, ok, headers }: Response, now: number): Answer {
  if (ok) return { kind: 'delivered' };
  if (status >= 300 && status < 400) return { kind: 'refused', detail: `The address answered ${status}, a redirect, which is not followed` };
  const detail = `The address answered ${status}`;
  if (status === 429 || status === 408 || status >= 500) return { kind: 'later', detail, afterMs: retryAfterMs(headers.get('retry-after'), now) };
  return { kind: 'refused', detail };
}

/** Seconds or a date, as RFC 9110 §10.2.3 allows; 0 when absent or nonsense. */
function retryAfterMs(value: string | null, now: number): number {
  if (value === null) return 0;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.min(MAX_WAIT_MS, Math.max(0, ms)) : 0;
}

/** fetch itself only says "fetch failed"; why stands in its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  const reason = [cause?.code, cause?.message].filter((part) => part !== undefined && part !== '').join(': ');
  return (reason === '' ? message : reason).slice(0, 500);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
