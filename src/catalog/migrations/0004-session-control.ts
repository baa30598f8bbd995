import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** Sessions that can be paused, limited in width, tried out, and that call back when they are done; who did what. */
export async function sessionControl(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const add = (name: string, type: 'integer' | 'text', notNull: boolean) =>
    db.schema
      .alterTable('ingest_session')
      .addColumn(name, type, (column) => (notNull ? column.notNull().defaultTo(0) : column))
      .execute();
  await add('paused', 'integer', true);
  await add('max_parallel', 'integer', false);
  await add('dry_run', 'integer', true);
  await add('preview_json', 'text', false);
  await add('webhook_url', 'text', false);
  // Claims go session by session only while one is paused or limited; without this each would walk past all its jobs.
  await db.schema
    .createIndex('job_ready_by_session')
    .on('job')
    .columns(['session_id', 'lane', 'solo', 'id'])
    .where(sql.ref('state'), '=', sql.lit('ready'))
    .execute();
  // The few that went wrong, found without reading past the many that went well.
  await db.schema
    .createIndex('job_troubled')
    .on('job')
    .columns(['session_id', 'id'])
    .where(sql.ref('outcome'), 'in', [sql.lit('failed'), sql.lit('quarantined')])
    .execute();

  const audit = db.schema.createTable('audit');
  await (engine === 'sqlite'
    ? audit.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    : audit.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
  )
    .addColumn('at', big, (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('detail_json', 'text', (c) => c.notNull())
    .execute();
}
