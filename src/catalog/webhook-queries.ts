import type { SessionOptions, SessionPreview, SessionState } from '../domain/session.ts';
import type { WebhookEvent, WebhookPayload, WebhookState } from '../domain/webhook.ts';
import { newId } from '../core/ids.ts';
import type { WriteTx } from './catalog.ts';

/** What tells whether somebody wants to be called now. */
export interface Rest {
  readonly state: SessionState;
  readonly pending: number;
  readonly webhook_url: string | null;
}

/** Writes the job that calls back, when the session has just come to rest and has an address to call. */
export async function announceRest(tx: WriteTx, sessionId: string, rest: Rest | undefined, now: number): Promise<void> {
  if (rest?.webhook_url == null || rest.pending > 0) return;
  if (rest.state !== 'finished' && rest.state !== 'cancelled') return;
  const delivery = newId(now);
  const event: WebhookEvent = rest.state === 'finished' ? 'session.finished' : 'session.cancelled';
  const payload: WebhookPayload = { event, delivery, url: rest.webhook_url, body: JSON.stringify(await bodyOf(tx, sessionId, event, delivery)) };
  await tx
    .insertInto('job')
    .values({
      lane: 'webhook',
      session_id: sessionId,
      offer_key: `webhook:${delivery}`,
      payload_json: JSON.stringify(payload),
      name: 'webhook',
      state: 'ready',
      priority: 0,
      run_after: now,
      attempt: 0,
      deaths: 0,
      solo: 0,
      lease_token: 0,
      created_at: now,
    })
    .execute();
  await tx
    .updateTable('ingest_session')
    .set({ webhook_state: 'pending', webhook_delivery: delivery, webhook_error: null })
    .where('id', '=', sessionId)
    .execute();
}

/** How an attempt went; ignored when the session was retried meanwhile and a later call is under way. */
export async function noteWebhook(
  tx: WriteTx,
  sessionId: string,
  delivery: string,
  facts: { readonly state: WebhookState; readonly error: string | null; readonly now: number },
): Promise<void> {
  await tx
    .updateTable('ingest_session')
    .set({ webhook_state: facts.state, webhook_error: facts.error, updated_at: facts.now })
    .where('id', '=', sessionId)
    .where('webhook_delivery', '=', delivery)
    .execute();
}

async function bodyOf(tx: WriteTx, sessionId: string, event: WebhookEvent, delivery: string) {
  const row = await tx.selectFrom('ingest_session').selectAll().where('id', '=', sessionId).executeTakeFirstOrThrow();
  const { paths } = JSON.parse(row.options_json) as SessionOptions;
  const { discovered, ingested, duplicate, skipped, failed, quarantined, unchanged } = row;
  const ended = row.finished_at ?? row.updated_at;
  return {
    event,
    delivery,
    session: {
      id: row.id,
      source: row.source,
      state: row.state,
      mode: row.mode,
      paths,
      discovered,
      ingested,
      duplicate,
      skipped,
      failed,
      quarantined,
      unchanged,
      bytesDone: row.bytes_done,
      createdAt: new Date(row.created_at).toISOString(),
      finishedAt: new Date(ended).toISOString(),
      dryRun: row.dry_run === 1,
      preview: row.preview_json === null ? null : (JSON.parse(row.preview_json) as SessionPreview),
    },
    links: {
      session: `/api/v1/ingest/sessions/${row.id}`,
      report: `/api/v1/ingest/sessions/${row.id}/report`,
      errors: `/api/v1/ingest/sessions/${row.id}/errors`,
    },
  };
}
