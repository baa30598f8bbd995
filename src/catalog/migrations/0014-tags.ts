import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import { BUILTIN_CATEGORIES } from '../../domain/tag.ts';
import type { Engine } from '../engine.ts';

/**
 * Tags. `tag_claim` holds who says what, clustered by asset; `asset_tag` the tags that follow from it, clustered by tag, as searches and
 * the index read them. Neither needs a second index: those would be two thirds of the cost of a write.
 */
export async function tags(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const real = engine === 'sqlite' ? sql`real` : sql`double precision`;
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  const flag = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);
  const table = (name: string) => db.schema.createTable(name) as CreateTableBuilder<string, string>;
  const withId = (name: string) =>
    engine === 'sqlite'
      ? table(name).addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      : table(name).addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity());
  /** SQLite: the rows lie in the order of the key themselves. */
  const clustered = <T extends CreateTableBuilder<string, string>>(made: T) => (engine === 'sqlite' ? made.modifyEnd(sql`without rowid`) : made);

  await table('tag_category')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('color', 'text')
    .addColumn('position', 'integer', required)
    .addColumn('builtin', 'integer', flag)
    .execute();
  for (const [position, name] of BUILTIN_CATEGORIES.entries())
    await sql`insert into tag_category (name, position, builtin) values (${name}, ${position}, 1)`.execute(db);

  await withId('tag')
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('category', 'text', (c) => c.notNull().defaultTo('general').references('tag_category.name'))
    .addColumn('count', 'integer', flag)
    .addColumn('deprecated', 'integer', flag)
    .addColumn('wiki', 'text')
    .addColumn('created_at', big, required)
    .addColumn('updated_at', big, required)
    .execute();
  await db.schema.createIndex('tag_by_count').on('tag').columns(['count', 'id']).execute();
  await db.schema.createIndex('tag_by_category').on('tag').columns(['category', 'count', 'id']).execute();

  await table('tag_alias')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('tag_id', big, (c) => c.notNull().references('tag.id').onDelete('cascade'))
    .addColumn('origin', 'text', required)
    .addColumn('created_at', big, required)
    .execute();
  await db.schema.createIndex('tag_alias_by_tag').on('tag_alias').column('tag_id').execute();

  await withId('tag_implication')
    .addColumn('antecedent_id', big, (c) => c.notNull().references('tag.id').onDelete('cascade'))
    .addColumn('consequent_id', big, (c) => c.notNull().references('tag.id').onDelete('cascade'))
    .addColumn('state', 'text', required)
    .addColumn('origin', 'text', required)
    .addColumn('support', 'integer')
    .addColumn('confidence', real)
    .addColumn('created_at', big, required)
    .addColumn('updated_at', big, required)
    .execute();
  await db.schema.createIndex('tag_implication_once').on('tag_implication').columns(['antecedent_id', 'consequent_id']).unique().execute();
  await db.schema.createIndex('tag_implication_by_consequent').on('tag_implication').column('consequent_id').execute();
  await db.schema.createIndex('tag_implication_by_state').on('tag_implication').columns(['state', 'id']).execute();

  await clustered(
    table('tag_claim')
      .addColumn('asset_id', big, (c) => c.notNull().references('asset.id').onDelete('cascade'))
      .addColumn('tag_id', big, required)
      .addColumn('origin', 'text', required)
      .addColumn('says', 'integer', required)
      .addColumn('score', real)
      .addPrimaryKeyConstraint('tag_claim_key', ['asset_id', 'tag_id', 'origin'] as never),
  ).execute();
  await clustered(
    table('asset_tag')
      .addColumn('tag_id', big, required)
      .addColumn('asset_id', big, required)
      .addPrimaryKeyConstraint('asset_tag_key', ['tag_id', 'asset_id'] as never),
  ).execute();

  for (const name of ['favourite', 'tag_count']) await db.schema.alterTable('asset').addColumn(name, 'integer', flag).execute();
  await db.schema.alterTable('asset').addColumn('content_rating', 'integer').execute();
  await db.schema.alterTable('asset').addColumn('content_rating_origin', 'text').execute();
  await db.schema.alterTable('asset').addColumn('favourited_at', big).execute();
}
