import type { MetadataFacts } from '../domain/metadata.ts';
import { CONTENT_RATINGS, type ContentRating, type TagOrigin, tagName } from '../domain/tag.ts';
import type { WriteTx } from './catalog.ts';
import { metadataOf, putMetadata, refreshFacts } from './metadata-queries.ts';
import { type ClaimEdit, type TagStatement, writeClaims } from './tag-claims.ts';
import { ensureTags, recordTagChange, tagsByName } from './tag-queries.ts';
import { addTagWords, rewriteTagWords } from './tag-words.ts';

export interface TagDefinition {
  readonly name: string;
  readonly category: string;
  readonly deprecated?: boolean;
  readonly wiki?: string | null;
}

/** Categories that are not there yet. Returns how many are new. */
export async function addCategories(
  tx: WriteTx,
  categories: ReadonlyArray<{ readonly name: string; readonly color: string | null }>,
  now: number,
): Promise<number> {
  const known = await tx.selectFrom('tag_category').select(['name', 'position']).execute();
  const fresh = categories.filter(({ name }) => !known.some((one) => one.name === name));
  if (fresh.length === 0) return 0;
  const last = Math.max(...known.map(({ position }) => position));
  await tx
    .insertInto('tag_category')
    .values(fresh.map(({ name, color }, index) => ({ name, color, position: last + 1 + index })))
    .onConflict((c) => c.column('name').doNothing())
    .execute();
  await recordTagChange(tx, now);
  return fresh.length;
}

/**
 * Tags with their categories. One that is here already takes the category of the other library only where nobody chose one (it is
 * general here), and its note only where there is none. Returns how many are new.
 */
export async function addTags(tx: WriteTx, wanted: readonly TagDefinition[], now: number): Promise<number> {
  const categories = new Set((await tx.selectFrom('tag_category').select('name').execute()).map(({ name }) => name));
  const definitions = wanted.flatMap((one) => {
    const name = tagName(one.name);
    return name === undefined ? [] : [{ ...one, name, category: categories.has(one.category) ? one.category : 'general' }];
  });
  const known = await tagsByName(
    tx,
    definitions.map(({ name }) => name),
  );
  for (const [category, some] of Map.groupBy(definitions, (one) => one.category))
    await ensureTags(
      tx,
      some.map(({ name }) => name),
      now,
      category,
    );
  const offeredLess: number[] = [];
  let changed = false;
  for (const { name, category, deprecated, wiki } of definitions) {
    const here = known.get(name);
    const change = {
      ...(here?.category === 'general' && category !== 'general' ? { category } : {}),
      ...(wiki && (here?.wiki ?? null) === null ? { wiki } : {}),
      ...(deprecated && here?.deprecated !== 1 ? { deprecated: 1 } : {}),
    };
    if (Object.keys(change).length === 0) continue;
    const { id } = await tx
      .updateTable('tag')
      .set({ ...change, updated_at: now })
      .where('name', '=', here?.name ?? name)
      .returning('id')
      .executeTakeFirstOrThrow();
    changed = true;
    if ('deprecated' in change) offeredLess.push(id);
  }
  if (changed) await recordTagChange(tx, now);
  await rewriteTagWords(tx, offeredLess);
  return new Set(definitions.filter(({ name }) => !known.has(name)).map(({ name }) => name)).size;
}

/** Aliases whose name is not taken here; the tag is made when it is missing. Returns how many are new. */
export async function addAliases(tx: WriteTx, wanted: ReadonlyArray<{ readonly name: string; readonly tag: string }>, now: number): Promise<number> {
  const pairs = wanted.flatMap((one) => {
    const [name, tag] = [tagName(one.name), tagName(one.tag)];
    return name === undefined || tag === undefined || name === tag ? [] : [{ name, tag }];
  });
  const tags = await ensureTags(
    tx,
    pairs.map(({ tag }) => tag),
    now,
  );
  const taken = await tagsByName(
    tx,
    pairs.map(({ name }) => name),
  );
  const rows = pairs.filter(({ name }) => !taken.has(name)).map(({ name, tag }) => ({ name, tag_id: tags.get(tag)!.id, origin: 'import', created_at: now }));
  if (rows.length === 0) return 0;
  const added = await tx
    .insertInto('tag_alias')
    .values(rows)
    .onConflict((c) => c.column('name').doNothing())
    .returning('name')
    .execute();
  const fresh = new Set(added.map(({ name }) => name));
  await addTagWords(
    tx,
    [],
    pairs.flatMap(({ name, tag }) => (fresh.has(name) ? [{ tag: tags.get(tag)!, name }] : [])),
  );
  if (added.length > 0) await recordTagChange(tx, now);
  return added.length;
}

/** What an import says of one asset; `words`: by who says so, by tag, 0 for a person's no, else yes with the score of a model. */
export interface AssetWords {
  readonly assetId: number;
  readonly words: ReadonlyMap<TagOrigin, ReadonlyMap<string, number>>;
  readonly favourite?: boolean;
  readonly contentRating?: ContentRating;
  readonly contentRatingOrigin?: string;
  readonly facts?: MetadataFacts;
}

/**
 * Takes over what another library says of up to CLAIM_BATCH assets. What people said here stands above it: their yes and no, their
 * facts, their rating. Returns how many assets it made different.
 */
export async function takeWords(tx: WriteTx, assets: readonly AssetWords[], now: number): Promise<number> {
  const names = new Set<string>();
  for (const { words } of assets) for (const said of words.values()) for (const name of said.keys()) names.add(name);
  const tags = await ensureTags(tx, [...names], now);
  const ids = assets.map(({ assetId }) => assetId);
  const spoken = await tx.selectFrom('tag_claim').select(['asset_id', 'tag_id']).where('asset_id', 'in', ids).where('origin', '=', 'human').execute();
  const decided = new Set(spoken.map(({ asset_id, tag_id }) => `${asset_id}:${tag_id}`));
  const byOrigin = new Map<TagOrigin, ClaimEdit[]>();
  for (const { assetId, words } of assets)
    for (const [origin, said] of words) {
      const statements = [...said].flatMap(([name, value]): TagStatement[] => {
        const tagId = tags.get(name)!.id;
        if (origin === 'human' && decided.has(`${assetId}:${tagId}`)) return [];
        return [{ tagId, says: value > 0 ? 'yes' : 'no', ...(value > 0 && origin.startsWith('model:') ? { score: value } : {}) }];
      });
      byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), { assetId, statements }]);
    }
  const changed = new Set<number>();
  for (const [origin, edits] of byOrigin) for (const { assetId } of await writeClaims(tx, origin, edits, now)) changed.add(assetId);
  for (const asset of assets) if (await takeMarks(tx, asset, now)) changed.add(asset.assetId);
  return changed.size;
}

async function takeMarks(tx: WriteTx, { assetId, favourite, contentRating, contentRatingOrigin = 'import', facts }: AssetWords, now: number): Promise<boolean> {
  let changed = false;
  // What a person said is kept as facts, from which the columns follow; anybody else's rating is a column only.
  const byPerson = contentRatingOrigin === 'human';
  const said = { ...facts, ...(favourite === true ? { favourite } : {}), ...(byPerson && contentRating !== undefined ? { contentRating } : {}) };
  if (contentRating !== undefined && !byPerson) {
    const origin = contentRatingOrigin === 'sidecar' || contentRatingOrigin === 'embedded' ? 'import' : contentRatingOrigin;
    const rating = CONTENT_RATINGS.indexOf(contentRating);
    const result = await tx
      .updateTable('asset')
      .set({ content_rating: rating, content_rating_origin: origin })
      .where('id', '=', assetId)
      .where((e) => e.or([e('content_rating_origin', 'is', null), e('content_rating_origin', '<>', 'human')]))
      .where((e) =>
        e.or([
          e('content_rating', 'is', null),
          e('content_rating', '<>', rating),
          e('content_rating_origin', 'is', null),
          e('content_rating_origin', '<>', origin),
        ]),
      )
      .executeTakeFirst();
    changed ||= result.numUpdatedRows > 0n;
  }
  if (changed) await tx.insertInto('change').values({ kind: 'asset-updated', asset_id: assetId, session_id: null, at: now }).execute();
  if (Object.keys(said).length === 0) return changed;
  const here = (await metadataOf(tx, assetId)).find(({ origin }) => origin === 'human')?.facts ?? {};
  const merged = { ...said, ...here };
  if (JSON.stringify(sorted(merged)) === JSON.stringify(sorted(here))) return changed;
  await putMetadata(tx, assetId, { origin: 'human', now }, { facts: merged, raw: null });
  await refreshFacts(tx, assetId, now, true);
  return true;
}

function sorted(facts: MetadataFacts): unknown {
  return Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));
}
