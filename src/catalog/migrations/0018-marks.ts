import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** When a person scored an asset, notes on pictures, and how much was done in each hour. */
export async function marks(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const real = engine === 'sqlite' ? sql`real` : sql`double precision`;
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  const table = (name: string) => db.schema.createTable(name) as CreateTableBuilder<string, string>;

  await db.schema.alterTable('asset').addColumn('scored_at', big).execute();
  for (const name of ['scored_at', 'favourited_at'])
    await db.schema.createIndex(`asset_by_${name}`).on('asset').column(name).where(sql.ref(name), 'is not', null).execute();

  const note = table('note');
  await (engine === 'sqlite'
    ? note.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    : note.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
  )
    .addColumn('asset_id', big, (c) => c.notNull().references('asset.id').onDelete('cascade'))
    .addColumn('x', real)
    .addColumn('y', real)
    .addColumn('width', real)
    .addColumn('height', real)
    .addColumn('text', 'text', required)
    .addColumn('created_at', big, required)
    .addColumn('updated_at', big, required)
    .execute();
  await db.schema.createIndex('note_by_asset').on('note').columns(['asset_id', 'id']).execute();

  await table('activity')
    .addColumn('hour', 'integer', required)
    .addColumn('kind', 'text', required)
    .addColumn('slot', 'integer', required)
    .addColumn('count', big, required)
    .addPrimaryKeyConstraint('activity_key', ['hour', 'kind', 'slot'] as never)
    .execute();
  // What was there before is counted once: a second for a million assets.
  await sql`insert into activity (hour, kind, slot, count) select created_at / 3600000, 'ingested', 0, count(*) from asset group by 1`.execute(db);
  const scored = sql`from audit where action = 'asset-edited' and detail_json like '%"after":{%"rating":%'`;
  await sql`insert into activity (hour, kind, slot, count) select at / 3600000, 'scored', 0, count(*) ${scored} group by 1`.execute(db);
  await sql`update asset set scored_at = (select max(at) ${scored} and subject = cast(asset.id as text))
    where rating is not null and cast(id as text) in (select subject ${scored})`.execute(db);
}
