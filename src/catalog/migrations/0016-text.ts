import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * Full text. Both engines keep the tokens of domain/text-tokens.ts, so that the same words find the same assets. SQLite: contentless, for
 * the texts are in the other tables; the tokenizer `ascii` only divides at the spaces that are put between them.
 */
export async function text(db: Kysely<never>, engine: Engine): Promise<void> {
  if (engine === 'sqlite') {
    await sql`create virtual table asset_text using fts5(words, content='', contentless_delete=1, tokenize='ascii')`.execute(db);
    return;
  }
  await sql`create table asset_text (asset_id bigint primary key references asset (id) on delete cascade, words tsvector not null)`.execute(db);
  await sql`create index asset_text_words on asset_text using gin (words)`.execute(db);
}
