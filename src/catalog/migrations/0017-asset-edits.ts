import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * What people changed. `edit_batch` is one deed, `asset_edit` what it did to one asset; `task_asset` the assets that a task has still
 * to go through, fixed when it begins.
 */
export async function assetEdits(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  const table = (name: string) => db.schema.createTable(name) as CreateTableBuilder<string, string>;

  await table('edit_batch')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', required)
    .addColumn('at', big, required)
    .addColumn('actor', 'text', required)
    .addColumn('summary_json', 'text', required)
    .addColumn('assets', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('undone', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('reverts', 'text')
    .execute();

  const edits = table('asset_edit');
  await (engine === 'sqlite'
    ? edits.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    : edits.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
  )
    .addColumn('batch_id', 'text', (c) => c.notNull().references('edit_batch.id').onDelete('cascade'))
    .addColumn('asset_id', big, (c) => c.notNull().references('asset.id').onDelete('cascade'))
    .addColumn('changes_json', 'text', required)
    .addColumn('undone_by', 'text')
    .execute();
  await db.schema.createIndex('asset_edit_by_asset').on('asset_edit').columns(['asset_id', 'id']).execute();
  await db.schema.createIndex('asset_edit_by_batch').on('asset_edit').columns(['batch_id', 'asset_id']).unique().execute();

  const left = table('task_asset')
    .addColumn('task_id', 'text', (c) => c.notNull().references('task.id').onDelete('cascade'))
    .addColumn('asset_id', big, required)
    .addPrimaryKeyConstraint('task_asset_key', ['task_id', 'asset_id'] as never);
  await (engine === 'sqlite' ? left.modifyEnd(sql`without rowid`) : left).execute();
}
