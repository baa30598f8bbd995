import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** Resumable uploads: how far each has come and who receives it now. */
export async function uploads(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  const zero = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);
  await db.schema
    .createTable('upload')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('session_id', 'text')
    .addColumn('name', 'text', required)
    .addColumn('metadata', 'text', required)
    .addColumn('length', big, required)
    .addColumn('received', big, zero)
    .addColumn('modified_at', big)
    .addColumn('done', 'integer', zero)
    .addColumn('lock_owner', 'text')
    .addColumn('lock_until', big, zero)
    .addColumn('created_at', big, required)
    .addColumn('expires_at', big, required)
    .execute();
  await db.schema.createIndex('upload_by_expiry').on('upload').columns(['expires_at', 'id']).execute();
}
