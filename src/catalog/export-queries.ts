import type { Selectable } from 'kysely';
import type { MetadataFacts } from '../domain/metadata.ts';
import type { TagOrigin } from '../domain/tag.ts';
import type { ReadDb } from './catalog.ts';
import type { NoteTable, TagCategoryTable, TagTable } from './schema.ts';

export async function allCategories(db: ReadDb): Promise<Array<Selectable<TagCategoryTable>>> {
  return db.selectFrom('tag_category').selectAll().orderBy('position').orderBy('name').execute();
}

export async function tagsAfter(db: ReadDb, id: number, limit: number): Promise<Array<Selectable<TagTable>>> {
  return db.selectFrom('tag').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute();
}

export async function aliasesAfter(db: ReadDb, name: string, limit: number): Promise<Array<{ name: string; tag: string; origin: string }>> {
  return db
    .selectFrom('tag_alias')
    .innerJoin('tag', 'tag.id', 'tag_alias.tag_id')
    .select(['tag_alias.name', 'tag.name as tag', 'tag_alias.origin'])
    .where('tag_alias.name', '>', name)
    .orderBy('tag_alias.name')
    .limit(limit)
    .execute();
}

export interface NamedImplication {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly state: 'suggested' | 'active' | 'rejected';
  readonly origin: string;
}

export async function implicationsAfter(db: ReadDb, id: number, limit: number): Promise<NamedImplication[]> {
  return db
    .selectFrom('tag_implication')
    .innerJoin('tag as antecedent', 'antecedent.id', 'tag_implication.antecedent_id')
    .innerJoin('tag as consequent', 'consequent.id', 'tag_implication.consequent_id')
    .select(['tag_implication.id', 'antecedent.name as from', 'consequent.name as to', 'tag_implication.state', 'tag_implication.origin'])
    .where('tag_implication.id', '>', id)
    .orderBy('tag_implication.id')
    .limit(limit)
    .execute();
}

export interface ExportedAsset {
  readonly id: number;
  readonly sha256: Buffer;
  readonly md5: Buffer;
  readonly name: string;
  readonly favourite: number;
  readonly content_rating: number | null;
  readonly content_rating_origin: string | null;
  /** What a person said of its facts. */
  readonly facts: MetadataFacts | undefined;
  /** Every word about its tags but the implied ones, which follow by themselves. */
  readonly claims: ReadonlyArray<{ readonly tag: string; readonly origin: TagOrigin; readonly says: number; readonly score: number | null }>;
}

/** The next assets that are not in the trash, with what was said of them. */
export async function assetsAfter(db: ReadDb, id: number, limit: number): Promise<ExportedAsset[]> {
  const rows = await db
    .selectFrom('asset')
    .select(['id', 'sha256', 'md5', 'name', 'favourite', 'content_rating', 'content_rating_origin'])
    .where('id', '>', id)
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const claims = await db
    .selectFrom('tag_claim')
    .innerJoin('tag', 'tag.id', 'tag_claim.tag_id')
    .select(['tag_claim.asset_id', 'tag.name as tag', 'tag_claim.origin', 'tag_claim.says', 'tag_claim.score'])
    .where('tag_claim.asset_id', 'in', ids)
    .where('tag_claim.origin', '<>', 'implied')
    .orderBy('tag.name')
    .execute();
  const said = await db.selectFrom('metadata').select(['asset_id', 'facts_json']).where('asset_id', 'in', ids).where('origin', '=', 'human').execute();
  const claimsOf = Map.groupBy(claims, ({ asset_id }) => asset_id);
  const factsOf = new Map(said.map(({ asset_id, facts_json }) => [asset_id, JSON.parse(facts_json) as MetadataFacts]));
  return rows.map((row) => ({ ...row, facts: factsOf.get(row.id), claims: claimsOf.get(row.id) ?? [] }));
}

/** Ids of the assets with these digests that are not in the trash, by digest in hexadecimal. */
export async function assetsBySha256(db: ReadDb, digests: readonly Buffer[]): Promise<Map<string, number>> {
  if (digests.length === 0) return new Map();
  const rows = await db.selectFrom('asset').select(['id', 'sha256']).where('sha256', 'in', digests).where('state', '=', 'active').execute();
  return new Map(rows.map(({ id, sha256 }) => [sha256.toString('hex'), id]));
}

/** Digests of the next assets, for those who look for many MD5s: the catalog has no index by it. */
export async function md5After(db: ReadDb, id: number, limit: number): Promise<Array<{ id: number; md5: Buffer }>> {
  return db.selectFrom('asset').select(['id', 'md5']).where('id', '>', id).where('state', '=', 'active').orderBy('id').limit(limit).execute();
}

/** Digests in hexadecimal of those that are not in the trash. */
export async function digestsOf(db: ReadDb, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('asset').select(['id', 'sha256']).where('id', 'in', ids).where('state', '=', 'active').execute();
  return new Map(rows.map(({ id, sha256 }) => [id, sha256.toString('hex')]));
}

export async function notesAfter(db: ReadDb, id: number, limit: number): Promise<Array<Selectable<NoteTable>>> {
  return db.selectFrom('note').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute();
}
