import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** What is known of an asset, by who says it; how it was generated; what a video is made of. */
export async function media(db: Kysely<never>, engine: Engine): Promise<void> {
  const blob = engine === 'sqlite' ? sql`blob` : sql`bytea`;
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const real = engine === 'sqlite' ? sql`real` : sql`double precision`;
  const required = (column: ColumnDefinitionBuilder) => column.notNull();

  const text = ['doubtful_date', 'title', 'description', 'keywords_json', 'creator', 'copyright', 'video_codec', 'audio_codec'];
  for (const name of text) await db.schema.alterTable('asset').addColumn(name, 'text').execute();
  for (const name of ['rating', 'duration_ms', 'playable', 'strip']) await db.schema.alterTable('asset').addColumn(name, 'integer').execute();
  await db.schema.alterTable('asset').addColumn('frames_per_second', real).execute();
  await db.schema.alterTable('asset').addColumn('frames_hash', blob).execute();
  await db.schema
    .alterTable('asset')
    .addColumn('described', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  // The back-fill reads from its low end: assets that an older extractor described.
  await db.schema.createIndex('asset_by_described').on('asset').columns(['described', 'id']).execute();

  await db.schema
    .createTable('metadata')
    .addColumn('asset_id', big, (c) => c.notNull().references('asset.id').onDelete('cascade'))
    .addColumn('origin', 'text', required)
    .addColumn('path', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('facts_json', 'text', required)
    .addColumn('raw_json', 'text')
    .addColumn('read_at', big, required)
    .addPrimaryKeyConstraint('metadata_key', ['asset_id', 'origin', 'path'] as never)
    .execute();

  await db.schema
    .createTable('generation')
    .addColumn('asset_id', big, (c) => c.primaryKey().references('asset.id').onDelete('cascade'))
    .addColumn('generator', 'text', required)
    .addColumn('prompt', 'text')
    .addColumn('negative', 'text')
    .addColumn('model', 'text')
    .addColumn('model_hash', 'text')
    .addColumn('vae', 'text')
    .addColumn('loras_json', 'text', required)
    .addColumn('sampler', 'text')
    .addColumn('scheduler', 'text')
    .addColumn('steps', 'integer')
    .addColumn('cfg', real)
    .addColumn('seed', 'text')
    .addColumn('width', 'integer')
    .addColumn('height', 'integer')
    .addColumn('denoise', real)
    .addColumn('hires_json', 'text')
    .addColumn('keywords_json', 'text', required)
    .addColumn('extra_json', 'text', required)
    .addColumn('raw_json', 'text', required)
    .execute();
}
