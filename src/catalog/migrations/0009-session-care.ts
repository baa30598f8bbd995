import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * Sessions whose cancel is still being carried out, what their walk could not read, and how far their list of files has
 * been folded away.
 */
export async function sessionCare(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const flag = (name: string) =>
    db.schema
      .alterTable('ingest_session')
      .addColumn(name, 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  await flag('cancelling');
  await flag('unread');
  await db.schema.alterTable('ingest_session').addColumn('folded_to', big).execute();
  await db.schema.alterTable('ingest_session').addColumn('folded_at', big).execute();
  // Claims ask for it each time; there is hardly ever one.
  await db.schema.createIndex('session_cancelling').on('ingest_session').column('id').where(sql.ref('cancelling'), '=', sql.lit(1)).execute();
  await db.schema.createIndex('session_unfolded').on('ingest_session').column('finished_at').where(sql.ref('folded_at'), 'is', sql.lit(null)).execute();
  await db.schema
    .createTable('session_trouble')
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('detail', 'text')
    .addColumn('at', big, (column) => column.notNull())
    .addPrimaryKeyConstraint('session_trouble_key', ['session_id', 'path'])
    .execute();
}
