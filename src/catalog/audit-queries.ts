import type { Selectable } from 'kysely';
import type { Catalog, WriteTx } from './catalog.ts';
import type { AuditTable } from './schema.ts';

export type AuditRow = Selectable<AuditTable>;

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

export interface AuditFilter {
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
}

/** What was done, the latest first, before an id. */
export async function listDeeds(catalog: Catalog, filter: AuditFilter, before: number | undefined, limit: number): Promise<AuditRow[]> {
  let query = catalog.read.selectFrom('audit').selectAll();
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject);
  if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
  if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.orderBy('id', 'desc').limit(limit).execute();
}
