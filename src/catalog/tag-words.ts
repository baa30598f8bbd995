import { type Selectable, sql } from 'kysely';
import { countStep, tagRank, tagWords } from '../domain/tag-words.ts';
import type { WriteTx } from './catalog.ts';
import type { TagTable } from './schema.ts';

type Ranked = Pick<Selectable<TagTable>, 'id' | 'name' | 'count' | 'elsewhere' | 'deprecated'>;

/** 4 columns × 4,000 stay under SQLite's 32,766 parameters. */
const ROWS = 4000;

/** Tags and aliases that are new can be found at once. */
export async function addTagWords(
  tx: WriteTx,
  tags: readonly Ranked[],
  aliases: ReadonlyArray<{ readonly tag: Ranked; readonly name: string }> = [],
): Promise<void> {
  const rows = [
    ...tags.flatMap((tag) => tagWords(tag.name).map((word) => ({ tag_id: tag.id, word, alias: null as string | null, rank: rankOf(tag) }))),
    ...aliases.flatMap(({ tag, name }) => tagWords(name).map((word) => ({ tag_id: tag.id, word, alias: name as string | null, rank: rankOf(tag) }))),
  ];
  for (let at = 0; at < rows.length; at += ROWS)
    await tx
      .insertInto('tag_word')
      .values(rows.slice(at, at + ROWS))
      .execute();
}

/** All words of these tags anew: a name, an alias, or whether it is deprecated is no longer what it was. */
export async function rewriteTagWords(tx: WriteTx, tagIds: readonly number[]): Promise<void> {
  for (let at = 0; at < tagIds.length; at += ROWS) {
    const some = tagIds.slice(at, at + ROWS);
    await tx.deleteFrom('tag_word').where('tag_id', 'in', some).execute();
    const tags = await tx.selectFrom('tag').select(['id', 'name', 'count', 'elsewhere', 'deprecated']).where('id', 'in', some).execute();
    const byId = new Map(tags.map((tag) => [tag.id, tag]));
    const aliases = await tx.selectFrom('tag_alias').select(['tag_id', 'name']).where('tag_id', 'in', some).execute();
    await addTagWords(
      tx,
      tags,
      aliases.map(({ tag_id, name }) => ({ tag: byId.get(tag_id)!, name })),
    );
  }
}

/** After counts changed by these amounts: the few tags that crossed a step get another rank. */
export async function rerank(tx: WriteTx, amounts: ReadonlyArray<readonly [tagId: number, by: number]>): Promise<void> {
  const byId = new Map(amounts);
  const ids = [...byId.keys()];
  for (let at = 0; at < ids.length; at += ROWS) {
    const tags = await tx
      .selectFrom('tag')
      .select(['id', 'count', 'elsewhere', 'deprecated'])
      .where('id', 'in', ids.slice(at, at + ROWS))
      .execute();
    const crossed = tags.filter(({ id, count }) => countStep(count) !== countStep(count - byId.get(id)!));
    for (const [rank, some] of Map.groupBy(crossed, rankOf))
      await sql`update tag_word set rank = ${sql.lit(rank)} where tag_id in (${sql.join(some.map(({ id }) => id))})`.execute(tx);
  }
}

function rankOf({ count, elsewhere, deprecated }: Omit<Ranked, 'id' | 'name'>): number {
  return tagRank(count, elsewhere, deprecated === 1);
}
