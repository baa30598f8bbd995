import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** Stacks of shots that belong together, and the keys by which they find each other. */
export async function stacks(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  const flag = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);

  const stack = db.schema.createTable('stack') as CreateTableBuilder<string, string>;
  await (engine === 'sqlite'
    ? stack.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    : stack.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
  )
    .addColumn('kind', 'text', required)
    .addColumn('cover_asset_id', big, required)
    .addColumn('chosen_asset_id', big)
    .addColumn('created_at', big, required)
    .execute();

  await db.schema.alterTable('asset').addColumn('stack_id', big).execute();
  await db.schema.alterTable('asset').addColumn('stack_hidden', 'integer', flag).execute();
  await db.schema.alterTable('asset').addColumn('stack_size', 'integer').execute();
  await db.schema.alterTable('asset').addColumn('unstacked', 'integer', flag).execute();
  await db.schema.createIndex('asset_by_stack').on('asset').column('stack_id').where(sql.ref('stack_id'), 'is not', null).execute();
  // The gallery shows covers only: what lies under them costs it nothing, and geometry stays index-only.
  await db.schema.dropIndex('asset_by_time').execute();
  await db.schema
    .createIndex('asset_by_time')
    .on('asset')
    .columns(['sort_at', 'id', 'width', 'height'])
    .where(sql.ref('state'), '=', sql.lit('active'))
    .where(sql.ref('stack_hidden'), '=', sql.lit(0))
    .execute();

  await db.schema
    .createTable('stack_key')
    .addColumn('key', big, required)
    .addColumn('asset_id', big, (c) => c.notNull().references('asset.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('stack_key_key', ['key', 'asset_id'] as never)
    .execute();
  await db.schema.createIndex('stack_key_by_asset').on('stack_key').column('asset_id').execute();
}
