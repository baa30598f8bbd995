import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * What tags are found by while somebody types. For one to three characters the best ones are read from an index by exactly these and the
 * rank; more characters are a range of words short enough to be sorted. Measured at 200,000 tags and 40,000 aliases: docs/performance.md.
 */
export async function tagNames(db: Kysely<never>, engine: Engine): Promise<void> {
  const big = engine === 'sqlite' ? sql`integer` : sql`bigint`;
  const text = engine === 'sqlite' ? sql`text` : sql`text collate "C"`; // prefixes are ranges of code points
  const table = db.schema.createTable('tag_word') as CreateTableBuilder<string, string>;
  await (engine === 'sqlite'
    ? table.addColumn('id', 'integer', (c) => c.primaryKey())
    : table.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity())
  )
    .addColumn('tag_id', big, (c) => c.notNull().references('tag.id').onDelete('cascade'))
    .addColumn('word', text, (c) => c.notNull())
    .addColumn('alias', 'text')
    .addColumn('rank', 'integer', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('tag_word_by_tag').on('tag_word').column('tag_id').execute();
  await db.schema.createIndex('tag_word_by_word').on('tag_word').column('word').execute();
  for (const length of [1, 2, 3])
    await sql`create index ${sql.ref(`tag_word_top_${length}`)} on tag_word (substr(word, 1, ${sql.lit(length)}), rank)`.execute(db);
  await db.schema
    .alterTable('tag')
    .addColumn('elsewhere', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
}
