import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { TEXT_VERSION, textParts } from '../domain/text-tokens.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { Engine } from './engine.ts';
import { engineOf } from './engine-of.ts';
import { locksRows } from './row-locks.ts';
import { readSetting, writeSetting } from './setting-queries.ts';

/** What must stand in a row; `prefix`: the last one may go on. */
export interface Phrase {
  readonly tokens: readonly string[];
  readonly prefix?: true;
}

/** Full text follows what is said of an asset: whoever changes its name, facts, prompt or notes calls this in the same transaction. */
export async function refreshText(tx: WriteTx, assetId: number): Promise<void> {
  await refreshTexts(tx, [assetId]);
}

export async function refreshTexts(tx: WriteTx, assetIds: readonly number[]): Promise<void> {
  const rows = await tx
    .selectFrom('asset')
    .leftJoin('generation', 'generation.asset_id', 'asset.id')
    .select(['asset.id', 'asset.name', 'asset.title', 'asset.description', 'asset.keywords_json', 'generation.prompt'])
    .select('generation.keywords_json as prompt_keywords_json')
    .where('asset.id', 'in', assetIds)
    .orderBy('asset.id')
    // What is read here is still true when it is written.
    .$if(locksRows(tx), (q) => q.forNoKeyUpdate('asset'))
    .execute();
  if (rows.length === 0) return;
  const notes = await tx.selectFrom('note').select(['asset_id', 'text']).where('asset_id', 'in', assetIds).orderBy('id').execute();
  const byAsset = Map.groupBy(notes, (note) => note.asset_id);
  const texts = rows.map((row) => ({
    id: row.id,
    parts: textParts([
      row.name,
      row.title ?? '',
      row.description ?? '',
      ...keywords(row.keywords_json),
      row.prompt ?? '',
      ...keywords(row.prompt_keywords_json),
      ...(byAsset.get(row.id) ?? []).map(({ text }) => text),
    ]),
  }));
  if (engineOf(tx) === 'sqlite') {
    for (const { id, parts } of texts)
      await sql`insert or replace into asset_text (rowid, words) values (${id}, ${parts.map((part) => part.join(' ')).join(GAP)})`.execute(tx);
    return;
  }
  await sql`
    insert into asset_text (asset_id, words) select * from unnest(${texts.map(({ id }) => id)}::bigint[], ${texts.map(({ parts }) => vector(parts))}::tsvector[])
    on conflict (asset_id) do update set words = excluded.words`.execute(tx);
}

/** Before assets are deleted for good. */
export async function dropTexts(tx: WriteTx, assetIds: readonly number[]): Promise<void> {
  if (assetIds.length === 0) return;
  await sql`delete from asset_text where ${textId(engineOf(tx))} in (${sql.join(assetIds)})`.execute(tx);
}

/** How far a walk that reads texts anew has come. */
interface TextWalk {
  readonly version: number;
  readonly upTo: number;
  readonly done: boolean;
}

const WALK = 'texts';

/** Whether every text can be found; false while a library from before full text is gone through. */
export async function textsComplete(db: ReadDb | WriteTx): Promise<boolean> {
  const walk = await readSetting<TextWalk>(db, WALK);
  return walk?.version === TEXT_VERSION && walk.done;
}

/** Reads the texts of the next `limit` assets that an older Magpie took in. Returns how many; 0 = all are read. */
export async function fillTexts(tx: WriteTx, limit: number, now: number): Promise<number> {
  const walk = await readSetting<TextWalk>(tx, WALK);
  const current = walk?.version === TEXT_VERSION ? walk : { version: TEXT_VERSION, upTo: 0, done: false };
  if (current.done) return 0;
  const rows = await tx.selectFrom('asset').select('id').where('id', '>', current.upTo).orderBy('id').limit(limit).execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await refreshTexts(tx, ids);
  await writeSetting(tx, WALK, { ...current, upTo: ids.at(-1) ?? current.upTo, done: ids.length === 0 } satisfies TextWalk, now);
  return ids.length;
}

/** The next assets after an id whose text is not kept: none, unless a table was lost. */
export async function withoutText(db: ReadDb, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('asset')
    .select('id')
    .where('id', '>', after)
    .where(sql<SqlBool>`not exists (select 1 from asset_text where ${textId(engineOf(db))} = asset.id)`)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Ids of the assets in whose texts, of each of these lists, at least one phrase stands, as SQL. */
export function idsWithWords(sought: ReadonlyArray<readonly Phrase[]>, engine: Engine): RawBuilder<unknown> {
  return sql`select ${textId(engine)} from asset_text where ${matches(allOf(sought, engine), engine)}`;
}

/** The same asked of one asset, as SQL: for words so common that nearly every asset looked at has them. */
export function hasWords(sought: ReadonlyArray<readonly Phrase[]>, engine: Engine): RawBuilder<SqlBool> {
  return sql`exists (select 1 from asset_text where ${textId(engine)} = asset.id and ${matches(allOf(sought, engine), engine)})`;
}

/** In how many texts, of each of these lists, at least one phrase stands, counted up to a number. */
export async function countWithWords(db: ReadDb, sought: ReadonlyArray<readonly Phrase[]>, upTo: number): Promise<number> {
  const engine = engineOf(db);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 from asset_text where ${matches(allOf(sought, engine), engine)} limit ${upTo}) as found`.execute(db);
  return rows[0]!.count;
}

/** Ids and how well the texts fit, better ones higher, as SQL to be joined. */
export function rankedByWords(phrases: readonly Phrase[], engine: Engine): RawBuilder<{ asset_id: number; rank: number }> {
  const query = queryOf(phrases, engine);
  const rank = engine === 'sqlite' ? sql`-asset_text.rank` : sql`cast(ts_rank(words, ${query}::tsquery) as double precision)`;
  return sql`(select ${textId(engine)} as asset_id, ${rank} as rank from asset_text where ${matches(query, engine)})`;
}

/** Between two parts: a token no query has. */
const GAP = ' · ';

function textId(engine: Engine): RawBuilder<unknown> {
  return sql.raw(engine === 'sqlite' ? 'asset_text.rowid' : 'asset_text.asset_id');
}

function matches(query: string, engine: Engine): RawBuilder<SqlBool> {
  return engine === 'sqlite' ? sql`asset_text match ${query}` : sql`words @@ ${query}::tsquery`;
}

function allOf(sought: ReadonlyArray<readonly Phrase[]>, engine: Engine): string {
  return sought.map((phrases) => `(${queryOf(phrases, engine)})`).join(engine === 'sqlite' ? ' AND ' : ' & ');
}

/** Tokens are letters and digits: nothing in them means anything to the engines. */
function queryOf(phrases: readonly Phrase[], engine: Engine): string {
  if (engine === 'sqlite') return phrases.map(({ tokens, prefix }) => `"${tokens.join(' ')}"${prefix ? ' *' : ''}`).join(' OR ');
  return phrases.map(({ tokens, prefix }) => `(${tokens.map((token) => `'${token}'`).join(' <-> ')}${prefix ? ':*' : ''})`).join(' | ');
}

/** PostgreSQL's own notation: each token with its places. */
function vector(parts: readonly string[][]): string {
  const places = new Map<string, number[]>();
  let at = 0;
  for (const part of parts) {
    for (const token of part) {
      at += 1;
      const known = places.get(token);
      if (known) known.push(at);
      else places.set(token, [at]);
    }
    at += 1;
  }
  return [...places].map(([token, all]) => `'${token}':${all.join(',')}`).join(' ');
}

function keywords(json: string | null): string[] {
  return json === null ? [] : (JSON.parse(json) as string[]);
}
