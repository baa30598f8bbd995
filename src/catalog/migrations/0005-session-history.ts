import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

interface Before {
  ingest_session: { id: string; source: string; options_json: string; search_text: string };
  setting: { key: string; value_json: string; updated_at: number };
}

/** Sessions that can be searched, whose rate is known, and whose webhook can be followed; the history by subject. */
export async function sessionHistory(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const addBig = (name: string) => db.schema.alterTable('ingest_session').addColumn(name, big).execute();
  const addText = (name: string) => db.schema.alterTable('ingest_session').addColumn(name, 'text').execute();
  for (const name of ['idle_since', 'pace_at', 'pace_done', 'mark_at', 'mark_done', 'last_done_at']) await addBig(name);
  for (const name of ['webhook_state', 'webhook_delivery', 'webhook_error']) await addText(name);
  await db.schema
    .alterTable('ingest_session')
    .addColumn('idle_ms', big, (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('ingest_session')
    .addColumn('search_text', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await fillSearchText(db as unknown as Kysely<Before>);
  // Only what is not the rule has an entry, so taking a file in costs nothing more. A page of these is then read at once
  // from a session of a million.
  await db.schema
    .createIndex('job_by_outcome')
    .on('job')
    .columns(['session_id', 'outcome', 'id'])
    .where(sql.ref('outcome'), 'in', [sql.lit('duplicate'), sql.lit('skipped'), sql.lit('failed'), sql.lit('quarantined')])
    .execute();
  // Failures by their reason are counted and retried from the index alone.
  await db.schema
    .createIndex('job_troubled_by_code')
    .on('job')
    .columns(['session_id', 'error_code', 'outcome', 'id'])
    .where(sql.ref('outcome'), 'in', [sql.lit('failed'), sql.lit('quarantined')])
    .execute();
  await db.schema.createIndex('audit_by_subject').on('audit').columns(['subject', 'id']).execute();
  // Made here once and for all, so that whoever asks for it, in whatever process, reads the same.
  await (db as unknown as Kysely<Before>)
    .insertInto('setting')
    .values({ key: 'webhook.secret', value_json: JSON.stringify(randomBytes(32).toString('hex')), updated_at: Date.now() })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

async function fillSearchText(db: Kysely<Before>): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await db.selectFrom('ingest_session').select(['id', 'source', 'options_json']).where('id', '>', after).orderBy('id').limit(500).execute();
    for (const row of rows) {
      const { paths = [] } = JSON.parse(row.options_json) as { paths?: string[] };
      await db
        .updateTable('ingest_session')
        .set({ search_text: [row.id, row.source, ...paths].join('\n').toLowerCase() })
        .where('id', '=', row.id)
        .execute();
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
