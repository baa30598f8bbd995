import type { Catalog } from '../../src/catalog/catalog.ts';
import { refreshText } from '../../src/catalog/asset-text.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';

/** So many assets the grammar is tried on; whatever is known of one follows from its number. */
export const GRAMMAR_ASSETS = 24;
const DAY = 86_400_000;

const CATEGORIES: Readonly<Record<string, string>> = { hakurei_reimu: 'character', touhou: 'copyright', some_artist: 'artist', highres: 'meta' };

const tagsOf = (i: number): string[] => [
  ...(i % 2 === 0 ? ['1girl'] : ['1boy']),
  ...(i % 3 === 0 ? ['long_hair'] : ['short_hair']),
  ...(i % 4 === 0 ? ['blue_eyes'] : []),
  ...(i % 6 === 0 ? ['hakurei_reimu', 'touhou'] : []),
  ...(i % 5 === 0 ? ['some_artist'] : []),
  ...(i === 5 ? [':d', 'hakurei_(tou)'] : []),
  ...(i === 7 ? ['re:zero', 'highres'] : []),
];

/** Makes of GRAMMAR_ASSETS assets the library that the rows below are about. Those with i % 4 = 1 are to be PNG. */
export async function makeGrammarLibrary(catalog: Catalog, ids: readonly number[], now: number): Promise<void> {
  await catalog.write(async (tx) => {
    const tags = await ensureTags(tx, [...new Set(ids.flatMap((_, i) => tagsOf(i)))], now);
    for (const [name, category] of Object.entries(CATEGORIES)) await tx.updateTable('tag').set({ category }).where('name', '=', name).execute();
    const reimu = { name: 'reimu', tag_id: tags.get('hakurei_reimu')!.id, origin: 'human', created_at: now };
    await tx.insertInto('tag_alias').values(reimu).execute();
    const edits = ids.map((assetId, i) => ({ assetId, statements: tagsOf(i).map((name) => ({ tagId: tags.get(name)!.id, says: 'yes' as const })) }));
    await writeClaims(tx, 'human', edits, now);
    for (const [i, id] of ids.entries()) {
      const facts = {
        name: `IMG_${String(i).padStart(4, '0')} ${i === 9 ? 'shrine maiden' : 'snapshot'}.jpg`,
        width: 1000 + 100 * i,
        height: 1500,
        bytes: 102_400 * (i + 1),
        sort_at: Date.UTC(2024, i % 12, 10),
        created_at: now - i * DAY - DAY / 24,
        rating: i % 7 === 0 ? null : (i % 7) - 1,
        content_rating: i % 5 === 4 ? null : i % 5,
        favourite: i % 6 === 1 ? 1 : 0,
        favourited_at: i % 6 === 1 ? now - i : null,
        duration_ms: i % 9 === 0 ? 1000 * (i + 5) : null,
      };
      await tx.updateTable('asset').set(facts).where('id', '=', id).execute();
      await refreshText(tx, id);
      if (i % 8 === 0) {
        const place = {
          kind: 'origin' as const,
          path: `https://example.com/art/${i}.jpg`,
          name: facts.name,
          bytes: facts.bytes,
          mtime_ms: now,
          state: 'present' as const,
        };
        await tx
          .insertInto('location')
          .values({ asset_id: id, session_id: 'grammar', created_at: now, ...place })
          .execute();
      }
    }
  });
}

/** The queries of Danbooru's own help, and which assets each finds. The table of docs/search.md has the same rows. */
export const GRAMMAR: ReadonlyArray<readonly [query: string, finds: (i: number) => boolean]> = [
  ['1girl long_hair', (i) => i % 6 === 0],
  ['1girl or long_hair', (i) => i % 2 === 0 || i % 3 === 0],
  ['~1girl ~long_hair', (i) => i % 2 === 0 || i % 3 === 0],
  ['1girl -long_hair', (i) => i % 2 === 0 && i % 3 !== 0],
  ['-(1girl long_hair)', (i) => i % 6 !== 0],
  ['blue_eyes (1boy or long_hair)', (i) => i % 12 === 0],
  ['long_h*', (i) => i % 3 === 0],
  ['*_hair', () => true],
  ['hakurei_*', (i) => i % 6 === 0 || i === 5],
  ['reimu', (i) => i % 6 === 0],
  ['hakurei_(tou)', (i) => i === 5],
  [':d', (i) => i === 5],
  ['re:zero', (i) => i === 7],
  ['rating:g', (i) => i % 5 === 0],
  ['rating:general', (i) => i % 5 === 0],
  ['rating:q,e', (i) => i % 5 === 2 || i % 5 === 3],
  ['-rating:e', (i) => i % 5 !== 3],
  ['is:sfw', (i) => i % 5 < 2],
  ['is:nsfw', (i) => i % 5 === 2 || i % 5 === 3],
  ['score:5', (i) => i % 7 === 6],
  ['score:>=4', (i) => i % 7 >= 5],
  ['score:1..3', (i) => i % 7 >= 2 && i % 7 <= 4],
  ['fav:me', (i) => i % 6 === 1],
  ['-fav:me', (i) => i % 6 !== 1],
  ['tagcount:>3', (i) => tagsOf(i).length > 3],
  ['tagcount:2,3', (i) => [2, 3].includes(tagsOf(i).length)],
  ['width:1500', (i) => i === 5],
  ['width:>=3000', (i) => i >= 20],
  ['height:..1500', () => true],
  ['mpixels:>=4.5', (i) => i >= 20],
  ['ratio:1:1', (i) => i === 5],
  ['ratio:>1.5', (i) => (1000 + 100 * i) / 1500 > 1.5],
  ['filesize:200kb..500KB', (i) => i >= 1 && i <= 4],
  ['filesize:>1M', (i) => 102_400 * (i + 1) > 1024 ** 2],
  ['filetype:png', (i) => i % 4 === 1],
  ['is:png', (i) => i % 4 === 1],
  ['duration:>20', (i) => i === 18],
  ['age:<3d', (i) => i < 3],
  ['age:3d..5d', (i) => i === 3 || i === 4],
  ['age:>2weeks', (i) => i >= 14],
  ['date:2024-03', (i) => i % 12 === 2],
  ['date:<2024-02', (i) => i % 12 === 0],
  ['date:2024-01-01..2024-02-28', (i) => i % 12 < 2],
  ['source:none', (i) => i % 8 !== 0],
  ['source:https://example.com/art/8*', (i) => i === 8],
  ['has:source', (i) => i % 8 === 0],
  ['parent:none', () => true],
  ['pool:any', () => false],
  ['"shrine maiden"', (i) => i === 9],
  ['1girl order:id', (i) => i % 2 === 0],
  ['1girl order:score_asc', (i) => i % 2 === 0],
  ['1girl order:random', (i) => i % 2 === 0],
  ['touhou order:filesize', (i) => i % 6 === 0],
];
