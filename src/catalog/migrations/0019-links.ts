import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * How assets belong together. A parent is an edge: a row of asset_relation, at most one for a child. Siblings without a parent and
 * variants are groups (`kin`), because they are transitive: who joins one of them joins all, and a family is read without walking.
 * Pools are lists in an order of people's own; `position` has gaps, so that one picture moves without the others.
 */
export async function links(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  const counter = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);
  const table = (name: string) => db.schema.createTable(name) as CreateTableBuilder<string, string>;
  /** SQLite: the rows lie in the order of the key themselves. */
  const clustered = <T extends CreateTableBuilder<string, string>>(made: T) => (engine === 'sqlite' ? made.modifyEnd(sql`without rowid`) : made);
  const isParent = [sql.ref('kind'), '=', sql.lit('parent')] as const;

  await db.schema
    .createIndex('asset_relation_one_parent')
    .on('asset_relation')
    .column('asset_id')
    .unique()
    .where(...isParent)
    .execute();
  await db.schema
    .createIndex('asset_relation_children')
    .on('asset_relation')
    .columns(['other_id', 'asset_id'])
    .where(...isParent)
    .execute();

  await clustered(
    table('asset_kin')
      .addColumn('kind', 'text', required)
      .addColumn('asset_id', big, (c) => c.notNull().references('asset.id').onDelete('cascade'))
      .addColumn('kin', 'text', required)
      .addPrimaryKeyConstraint('asset_kin_key', ['kind', 'asset_id'] as never),
  ).execute();
  await db.schema.createIndex('asset_kin_by_kin').on('asset_kin').columns(['kin', 'asset_id']).execute();
  await db.schema.createIndex('asset_kin_by_asset').on('asset_kin').column('asset_id').execute();

  const pool = table('pool');
  await (engine === 'sqlite'
    ? pool.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    : pool.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
  )
    .addColumn('name', 'text', required)
    .addColumn('name_key', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('description', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('cover_asset_id', big, (c) => c.references('asset.id').onDelete('set null'))
    .addColumn('count', 'integer', counter)
    .addColumn('version', 'integer', counter)
    .addColumn('created_at', big, required)
    .addColumn('updated_at', big, required)
    .addColumn('deleted_at', big)
    .execute();
  const living = [sql.ref('deleted_at'), 'is', null] as const;
  await db.schema
    .createIndex('pool_by_name')
    .on('pool')
    .column('name_key')
    .unique()
    .where(...living)
    .execute();
  await db.schema
    .createIndex('pool_by_update')
    .on('pool')
    .columns(['updated_at', 'id'])
    .where(...living)
    .execute();
  await db.schema.createIndex('pool_by_cover').on('pool').column('cover_asset_id').where(sql.ref('cover_asset_id'), 'is not', null).execute();

  await clustered(
    table('pool_asset')
      .addColumn('pool_id', big, (c) => c.notNull().references('pool.id').onDelete('cascade'))
      .addColumn('asset_id', big, (c) => c.notNull().references('asset.id').onDelete('cascade'))
      .addColumn('position', big, required)
      .addPrimaryKeyConstraint('pool_asset_key', ['pool_id', 'asset_id'] as never),
  ).execute();
  await db.schema.createIndex('pool_asset_in_order').on('pool_asset').columns(['pool_id', 'position', 'asset_id']).execute();
  await db.schema.createIndex('pool_asset_by_asset').on('pool_asset').columns(['asset_id', 'pool_id']).execute();
}
