import { type Kysely, type CreateTableBuilder, type ColumnDefinitionBuilder, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** The first schema: assets, where they lie, sessions, jobs, the change feed, processes, logins. */
export async function spine(db: Kysely<never>, engine: Engine): Promise<void> {
  const blob = engine === 'sqlite' ? sql`blob` : sql`bytea`;
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const real = engine === 'sqlite' ? sql`real` : sql`double precision`;
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  const counter = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);
  // SQLite: AUTOINCREMENT, so that an id is never given twice; PostgreSQL: identity.
  const withId = (table: string, name = 'id'): CreateTableBuilder<string, string> =>
    engine === 'sqlite'
      ? db.schema.createTable(table).addColumn(name, 'integer', (c) => c.primaryKey().autoIncrement())
      : db.schema.createTable(table).addColumn(name, 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity());

  await withId('asset')
    .addColumn('sha256', blob, (c) => c.notNull().unique())
    .addColumn('md5', blob, required)
    .addColumn('format', 'text', required)
    .addColumn('bytes', big, required)
    .addColumn('width', 'integer', required)
    .addColumn('height', 'integer', required)
    .addColumn('orientation', 'integer', required)
    .addColumn('frames', 'integer', required)
    .addColumn('has_alpha', 'integer', required)
    .addColumn('phash', blob, required)
    .addColumn('fine_hash', blob, required)
    .addColumn('thumbhash', blob, required)
    .addColumn('colors_json', 'text', required)
    .addColumn('preview_ext', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('sort_at', big, required)
    .addColumn('taken_at', big)
    .addColumn('taken_at_offset', 'integer')
    .addColumn('camera_make', 'text')
    .addColumn('camera_model', 'text')
    .addColumn('lens', 'text')
    .addColumn('focal_length', real)
    .addColumn('aperture', real)
    .addColumn('iso', 'integer')
    .addColumn('exposure_seconds', real)
    .addColumn('latitude', real)
    .addColumn('longitude', real)
    .addColumn('altitude', real)
    .addColumn('software', 'text')
    .addColumn('session_id', 'text', required)
    .addColumn('created_at', big, required)
    .execute();
  // Width and height ride along so that the gallery's geometry is read from the index alone.
  await db.schema.createIndex('asset_by_time').on('asset').columns(['sort_at', 'id', 'width', 'height']).execute();

  await withId('location')
    .addColumn('asset_id', big, (c) => c.notNull().references('asset.id'))
    .addColumn('kind', 'text', required)
    .addColumn('path', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', required)
    .addColumn('bytes', big, required)
    .addColumn('mtime_ms', big, required)
    .addColumn('state', 'text', required)
    .addColumn('session_id', 'text', required)
    .addColumn('created_at', big, required)
    .execute();
  await db.schema.createIndex('location_by_asset').on('location').column('asset_id').execute();

  await db.schema
    .createTable('ingest_session')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('source', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('mode', 'text', required)
    .addColumn('options_json', 'text', required)
    .addColumn('options_key', 'text', required)
    .addColumn('discovered', 'integer', counter)
    .addColumn('ingested', 'integer', counter)
    .addColumn('duplicate', 'integer', counter)
    .addColumn('skipped', 'integer', counter)
    .addColumn('failed', 'integer', counter)
    .addColumn('quarantined', 'integer', counter)
    .addColumn('unchanged', 'integer', counter)
    .addColumn('pending', 'integer', counter)
    .addColumn('bytes_done', big, counter)
    .addColumn('current_name', 'text')
    .addColumn('created_at', big, required)
    .addColumn('updated_at', big, required)
    .addColumn('finished_at', big)
    .execute();
  // Two processes asked for the same ingest at once get one session.
  await db.schema
    .createIndex('session_unfinished')
    .on('ingest_session')
    .column('options_key')
    .unique()
    .where(sql.ref('state'), 'in', [sql.lit('discovering'), sql.lit('running')])
    .execute();

  await withId('job')
    .addColumn('lane', 'text', required)
    .addColumn('session_id', 'text', (c) => c.references('ingest_session.id'))
    .addColumn('offer_key', 'text', (c) => c.unique())
    .addColumn('payload_json', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('priority', 'integer', required)
    .addColumn('run_after', big, required)
    .addColumn('attempt', 'integer', counter)
    .addColumn('deaths', 'integer', counter)
    .addColumn('solo', 'integer', counter)
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', big)
    .addColumn('lease_token', 'integer', counter)
    .addColumn('outcome', 'text')
    .addColumn('error_code', 'text')
    .addColumn('error_detail', 'text')
    .addColumn('asset_id', big)
    .addColumn('bytes', big)
    .addColumn('timings_json', 'text')
    .addColumn('created_at', big, required)
    .addColumn('finished_at', big)
    .execute();
  await db.schema.createIndex('job_ready').on('job').columns(['lane', 'solo', 'priority', 'id']).where(sql.ref('state'), '=', sql.lit('ready')).execute();
  await db.schema.createIndex('job_running').on('job').columns(['lane', 'lease_until']).where(sql.ref('state'), '=', sql.lit('running')).execute();
  await db.schema.createIndex('job_by_session').on('job').columns(['session_id', 'id']).execute();
  await db.schema.createIndex('job_by_asset').on('job').column('asset_id').where(sql.ref('asset_id'), 'is not', null).execute();

  await withId('change', 'seq')
    .addColumn('kind', 'text', required)
    .addColumn('asset_id', big)
    .addColumn('session_id', 'text')
    .addColumn('at', big, required)
    .execute();

  await db.schema
    .createTable('lane')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('paused_until', big, counter)
    .addColumn('max_running', 'integer')
    .execute();
  await db.schema
    .createTable('lease')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('owner', 'text', required)
    .addColumn('until', big, required)
    .execute();
  await db.schema
    .createTable('process')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('role', 'text', required)
    .addColumn('host', 'text', required)
    .addColumn('pid', 'integer', required)
    .addColumn('started_at', big, required)
    .addColumn('heartbeat_at', big, required)
    .execute();
  await db.schema
    .createTable('setting')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('value_json', 'text', required)
    .addColumn('updated_at', big, required)
    .execute();
  await db.schema
    .createTable('login')
    .addColumn('token_hash', blob, (c) => c.primaryKey())
    .addColumn('user_agent', 'text', required)
    .addColumn('created_at', big, required)
    .addColumn('expires_at', big, required)
    .execute();
  await db.schema
    .createTable('login_throttle')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('failures', 'integer', counter)
    .addColumn('blocked_until', big, counter)
    .addColumn('updated_at', big, required)
    .execute();
}
