import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** What files beside pictures say; kept also while their picture is not there yet. */
export async function sidecars(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  await db.schema
    .createTable('sidecar')
    .addColumn('path', 'text', (c) => c.primaryKey())
    .addColumn('place', 'text', required)
    .addColumn('media', 'text', required)
    .addColumn('stem', 'integer', required)
    .addColumn('facts_json', 'text', required)
    .addColumn('raw_json', 'text', required)
    .addColumn('content', 'text', required)
    .addColumn('moved', 'integer', required)
    .addColumn('until', big)
    .addColumn('read_at', big, required)
    .execute();
  // A picture that comes in asks by its folder and name.
  await db.schema.createIndex('sidecar_by_media').on('sidecar').columns(['place', 'media']).execute();
}
