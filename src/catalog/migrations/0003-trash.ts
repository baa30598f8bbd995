import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** The trash, what was deleted for good, tasks people follow, and the report of a search for duplicate files. */
export async function trash(db: Kysely<never>, engine: Engine): Promise<void> {
  const blob = engine === 'sqlite' ? sql`blob` : sql`bytea`;
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  const counter = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);

  await db.schema
    .alterTable('asset')
    .addColumn('state', 'text', (c) => c.notNull().defaultTo('active'))
    .execute();
  await db.schema.alterTable('asset').addColumn('trashed_at', big).execute();
  await db.schema.alterTable('asset').addColumn('trash_id', 'text').execute();
  // The gallery reads active assets only; partial, so that a full trash costs it nothing and geometry stays index-only.
  await db.schema.dropIndex('asset_by_time').execute();
  await db.schema
    .createIndex('asset_by_time')
    .on('asset')
    .columns(['sort_at', 'id', 'width', 'height'])
    .where(sql.ref('state'), '=', sql.lit('active'))
    .execute();
  await db.schema.createIndex('asset_in_trash').on('asset').columns(['trashed_at', 'id', 'bytes']).where(sql.ref('state'), '=', sql.lit('trashed')).execute();
  await db.schema.createIndex('asset_by_trash').on('asset').columns(['trash_id', 'id']).where(sql.ref('state'), '=', sql.lit('trashed')).execute();

  await db.schema
    .createTable('deleted_content')
    .addColumn('sha256', blob, (c) => c.primaryKey())
    .addColumn('name', 'text', required)
    .addColumn('bytes', big, required)
    .addColumn('deleted_at', big, required)
    .addColumn('purging', 'integer', counter)
    .execute();
  await db.schema.createIndex('deleted_by_time').on('deleted_content').columns(['deleted_at', 'sha256']).execute();

  await db.schema
    .createTable('task')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('options_json', 'text', required)
    .addColumn('done', 'integer', counter)
    .addColumn('total', 'integer', counter)
    .addColumn('result_json', 'text')
    .addColumn('error_code', 'text')
    .addColumn('error_detail', 'text')
    .addColumn('created_at', big, required)
    .addColumn('finished_at', big)
    .execute();
  await db.schema.createIndex('task_by_kind').on('task').columns(['kind', 'id']).execute();

  const file = db.schema.createTable('duplicate_file') as CreateTableBuilder<string, string>;
  await (engine === 'sqlite'
    ? file.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    : file.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
  )
    .addColumn('task_id', 'text', (c) => c.notNull().references('task.id'))
    .addColumn('asset_id', big, required)
    .addColumn('sha256', blob, required)
    .addColumn('path', 'text', required)
    .addColumn('bytes', big, required)
    .addColumn('mtime_ms', big, required)
    .addColumn('role', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('batch', 'text')
    .addColumn('note', 'text')
    .execute();
  await db.schema.createIndex('duplicate_by_task').on('duplicate_file').columns(['task_id', 'id']).execute();
  await db.schema.createIndex('duplicate_by_batch').on('duplicate_file').columns(['batch', 'id']).where(sql.ref('batch'), 'is not', null).execute();
  // Files outside of the store that hold a known content: what a search for duplicates groups.
  await db.schema
    .createIndex('location_outside')
    .on('location')
    .columns(['asset_id', 'kind'])
    .where(sql.ref('state'), '=', sql.lit('present'))
    .where(sql.ref('kind'), '<>', sql.lit('stored'))
    .execute();
  // Files that were left alone because their content was deleted: somebody may say that they are wanted after all.
  await db.schema
    .createIndex('job_kept_away')
    .on('job')
    .columns(['session_id', 'id'])
    .where(sql.ref('outcome'), '=', sql.lit('skipped'))
    .where(sql.ref('error_code'), 'in', [sql.lit('in-trash'), sql.lit('deleted-before')])
    .execute();
}
