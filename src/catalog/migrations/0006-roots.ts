import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * Roots with an identity, the folders below them with their counters, and files left where they are that can be followed
 * when they move. The counters are kept by triggers: whoever writes a location, they are right in that transaction.
 */
export async function roots(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const name = engine === 'sqlite' ? sql`text` : sql`text collate "C"`; // one order of names, whatever the server is set to
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  const counter = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);

  await db.schema
    .createTable('root')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('path', 'text', (c) => c.notNull().unique())
    .addColumn('config_path', 'text', (c) => c.unique())
    .addColumn('mode', 'text', required)
    .addColumn('watch', 'integer', counter)
    .addColumn('state', 'text', required)
    .addColumn('reason', 'text')
    .addColumn('marker', 'integer', counter)
    .addColumn('dev', 'text')
    .addColumn('ino', 'text')
    .addColumn('mounted', 'integer', counter)
    .addColumn('moving_to', 'text')
    .addColumn('created_at', big, required)
    .addColumn('changed_at', big, required)
    .execute();

  const folder = db.schema.createTable('folder') as CreateTableBuilder<string, string>;
  await (engine === 'sqlite'
    ? folder.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    : folder.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
  )
    .addColumn('parent_id', big)
    .addColumn('path', 'text', (c) => c.notNull().unique())
    .addColumn('name', name, required)
    .addColumn('present', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('subfolders', 'integer', counter)
    .addColumn('total_files', big, counter)
    .addColumn('ingested_files', big, counter)
    .addColumn('total_below', big, counter)
    .addColumn('ingested_below', big, counter)
    .addColumn('unscanned_below', big, (c) => c.notNull().defaultTo(1))
    .addColumn('scanned_at', big)
    .execute();
  await db.schema.createIndex('folder_by_parent').on('folder').columns(['parent_id', 'present', 'name']).execute();

  await db.schema.alterTable('location').addColumn('folder_id', big).execute();
  await db.schema.alterTable('location').addColumn('dev', 'text').execute();
  await db.schema.alterTable('location').addColumn('ino', 'text').execute();
  await db.schema.createIndex('location_by_folder').on('location').columns(['folder_id', 'id']).where(sql.ref('folder_id'), 'is not', null).execute();
  await db.schema.createIndex('location_by_inode').on('location').columns(['ino', 'dev']).where(sql.ref('ino'), 'is not', null).execute();
  await db.schema
    .createIndex('location_referenced_by_size')
    .on('location')
    .columns(['bytes', 'id'])
    .where(sql.ref('kind'), '=', sql.lit('referenced'))
    .execute();

  await db.schema
    .createTable('asset_relation')
    .addColumn('asset_id', big, (c) => c.notNull().references('asset.id').onDelete('cascade'))
    .addColumn('kind', 'text', required)
    .addColumn('other_id', big, (c) => c.notNull().references('asset.id').onDelete('cascade'))
    .addColumn('created_at', big, required)
    .addPrimaryKeyConstraint('asset_relation_key', ['asset_id', 'kind', 'other_id'])
    .execute();
  await db.schema.createIndex('asset_relation_by_other').on('asset_relation').columns(['other_id', 'kind']).execute();

  for (const statement of engine === 'sqlite' ? SQLITE_TRIGGERS : POSTGRES_TRIGGERS) await sql.raw(statement).execute(db);
}

const PLUS_FILE = 'update folder set ingested_files = ingested_files + 1, ingested_below = ingested_below + 1 where id = NEW.folder_id';
const MINUS_FILE = 'update folder set ingested_files = ingested_files - 1, ingested_below = ingested_below - 1 where id = OLD.folder_id';
const COUNTED_NEW = `NEW.folder_id is not null and NEW.state = 'present'`;
const COUNTED_OLD = `OLD.folder_id is not null and OLD.state = 'present'`;
const DIFFERENCE = `update folder set total_below = total_below + NEW.total_below - OLD.total_below,
  ingested_below = ingested_below + NEW.ingested_below - OLD.ingested_below,
  unscanned_below = unscanned_below + NEW.unscanned_below - OLD.unscanned_below where id = NEW.parent_id`;
const BORN = `update folder set total_below = total_below + NEW.total_below, ingested_below = ingested_below + NEW.ingested_below,
  unscanned_below = unscanned_below + NEW.unscanned_below where id = NEW.parent_id`;
const GONE = `update folder set total_below = total_below - OLD.total_below, ingested_below = ingested_below - OLD.ingested_below,
  unscanned_below = unscanned_below - OLD.unscanned_below where id = OLD.parent_id`;

// A change of one folder climbs to its parent, and so on up: SQLite needs recursive_triggers for that (sqlite-catalog.ts).
const SQLITE_TRIGGERS = [
  `create trigger location_counted after insert on location when ${COUNTED_NEW} begin ${PLUS_FILE}; end`,
  `create trigger location_uncounted after delete on location when ${COUNTED_OLD} begin ${MINUS_FILE}; end`,
  `create trigger location_recounted_from after update of folder_id, state on location
   when ${COUNTED_OLD} and not (${COUNTED_NEW} and NEW.folder_id = OLD.folder_id) begin ${MINUS_FILE}; end`,
  `create trigger location_recounted_to after update of folder_id, state on location
   when ${COUNTED_NEW} and not (${COUNTED_OLD} and NEW.folder_id = OLD.folder_id) begin ${PLUS_FILE}; end`,
  `create trigger folder_born after insert on folder when NEW.parent_id is not null begin ${BORN}; end`,
  `create trigger folder_gone after delete on folder when OLD.parent_id is not null begin ${GONE}; end`,
  `create trigger folder_climb after update of total_below, ingested_below, unscanned_below on folder when NEW.parent_id is not null
   and (NEW.total_below, NEW.ingested_below, NEW.unscanned_below) <> (OLD.total_below, OLD.ingested_below, OLD.unscanned_below)
   begin ${DIFFERENCE}; end`,
];

// One pass a statement: row by row, each of 500 files moved at once would climb by itself and leave 500 versions of every folder above.
const fileCount = (name: string, changed: string) => `create function ${name}() returns trigger language plpgsql as $$
  begin
    update folder set ingested_files = ingested_files + change.files, ingested_below = ingested_below + change.files
    from (select folder_id, sum(n)::bigint as files from (${changed}) as one where folder_id is not null and state = 'present'
      group by folder_id having sum(n) <> 0) as change where folder.id = change.folder_id;
    return null;
  end $$`;
const ARRIVED = 'select folder_id, state, 1 as n from arrived';
const LEFT = 'select folder_id, state, -1 as n from departed';

const POSTGRES_TRIGGERS = [
  fileCount('location_inserted', ARRIVED),
  fileCount('location_updated', `${ARRIVED} union all ${LEFT}`),
  fileCount('location_deleted', LEFT),
  `create trigger location_counted after insert on location referencing new table as arrived for each statement execute function location_inserted()`,
  `create trigger location_recounted after update on location referencing new table as arrived old table as departed
   for each statement execute function location_updated()`,
  `create trigger location_uncounted after delete on location referencing old table as departed for each statement execute function location_deleted()`,
  `create function folder_count() returns trigger language plpgsql as $$
  begin
    if TG_OP = 'INSERT' then ${BORN}; elsif TG_OP = 'DELETE' then ${GONE}; else ${DIFFERENCE}; end if;
    return null;
  end $$`,
  `create trigger folder_born after insert on folder for each row when (NEW.parent_id is not null) execute function folder_count()`,
  `create trigger folder_gone after delete on folder for each row when (OLD.parent_id is not null) execute function folder_count()`,
  `create trigger folder_climb after update of total_below, ingested_below, unscanned_below on folder for each row when (NEW.parent_id is not null
   and (NEW.total_below, NEW.ingested_below, NEW.unscanned_below) is distinct from (OLD.total_below, OLD.ingested_below, OLD.unscanned_below))
   execute function folder_count()`,
];
