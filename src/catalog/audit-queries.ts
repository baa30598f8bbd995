import type { WriteTx } from './catalog.ts';

export interface Deed {
  /** `web`, `cli` or `system`. */
  readonly actor: string;
  /** What was done, in the past tense: `session-paused`. */
  readonly action: string;
  readonly subject: string;
  readonly detail?: Record<string, unknown>;
  readonly now: number;
}

/** Notes who did what, in the transaction of the deed. */
export async function recordDeed(tx: WriteTx, deed: Deed): Promise<void> {
  await tx
    .insertInto('audit')
    .values({ at: deed.now, actor: deed.actor, action: deed.action, subject: deed.subject, detail_json: JSON.stringify(deed.detail ?? {}) })
    .execute();
}
