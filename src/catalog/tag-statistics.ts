import { sql } from 'kysely';
import type { ReadDb } from './catalog.ts';

/** Reading the ids of 5,000 assets of a tag takes a millisecond; of more, some are taken at places by chance. */
const READ_WHOLE = 5000;
const NEIGHBOURS = 5;

/** Assets of a tag by chance, at most `size`: neighbours came together and are alike, so few of each place are taken. */
export async function sampleOfTag(db: ReadDb, tag: { readonly id: number; readonly count: number }, size: number): Promise<number[]> {
  const of = db.selectFrom('asset_tag').select('asset_id').where('tag_id', '=', tag.id).orderBy('asset_id');
  if (tag.count <= READ_WHOLE) {
    const all = (await of.limit(READ_WHOLE).execute()).map(({ asset_id }) => asset_id);
    for (let at = 0; at < Math.min(size, all.length); at += 1) {
      const other = at + Math.floor(Math.random() * (all.length - at));
      [all[at], all[other]] = [all[other]!, all[at]!];
    }
    return all.slice(0, size);
  }
  const last = (await of.clearOrderBy().orderBy('asset_id', 'desc').limit(1).execute())[0]?.asset_id ?? 0;
  const sample = new Set<number>();
  for (let look = 0; look < size / NEIGHBOURS; look += 1)
    for (const { asset_id } of await of
      .where('asset_id', '>=', Math.floor(Math.random() * last))
      .limit(NEIGHBOURS)
      .execute())
      sample.add(asset_id);
  return [...sample];
}

/** Tags that at least `atLeast` of these assets bear. */
export async function tagsAmong(db: ReadDb, assetIds: readonly number[], atLeast: number): Promise<Array<{ tag_id: number; assets: number }>> {
  if (assetIds.length === 0) return [];
  const { rows } = await sql<{ tag_id: number; assets: number }>`
    select tag_id, count(distinct asset_id) as assets from tag_claim where asset_id in (${sql.join(assetIds)}) and says = 1
    group by tag_id having count(distinct asset_id) >= ${atLeast}`.execute(db);
  return rows.map(({ tag_id, assets }) => ({ tag_id, assets: Number(assets) }));
}

/** How many of the first `upTo` assets of one tag bear another one too. */
export async function countBoth(db: ReadDb, tagId: number, otherId: number, upTo: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select asset_id from asset_tag where tag_id = ${tagId} order by asset_id limit ${upTo}) as one
    where exists (select 1 from asset_tag as other where other.tag_id = ${otherId} and other.asset_id = one.asset_id)`.execute(db);
  return Number(rows[0]?.n ?? 0);
}
