import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** Keys by which other programs come in; of the key itself only its SHA-256 is kept. */
export async function apiKeys(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const blob = engine === 'sqlite' ? sql`blob` : sql`bytea`;
  const table = db.schema.createTable('api_key') as CreateTableBuilder<string, string>;
  await (engine === 'sqlite'
    ? table.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    : table.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
  )
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('key_hash', blob, (c) => c.notNull().unique())
    .addColumn('hint', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('created_at', big, (c) => c.notNull())
    .addColumn('expires_at', big)
    .addColumn('used_at', big)
    .execute();
}
