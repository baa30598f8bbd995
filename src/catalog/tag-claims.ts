import { sql } from 'kysely';
import type { TagOrigin } from '../domain/tag.ts';
import { recordActivity } from './activity-queries.ts';
import type { WriteTx } from './catalog.ts';
import { locksRows } from './row-locks.ts';
import { following, type Rules, rulesAround } from './tag-implied.ts';
import { tagsGone } from './tag-queries.ts';
import { rerank } from './tag-words.ts';

/** `remove` is a person's: a lasting no where somebody else says yes, else nothing is said any more. */
export type Word = 'yes' | 'no' | 'nothing' | 'remove';

export interface TagStatement {
  readonly tagId: number;
  readonly says: Word;
  /** 0…1 of a model. */
  readonly score?: number;
}

export interface ClaimEdit {
  readonly assetId: number;
  readonly statements: readonly TagStatement[];
  /** Whatever else this origin said of the asset is taken back: how a source or a model speaks again. */
  readonly replace?: boolean;
}

/** What became of one asset: nothing is reported of those that stayed as they were. */
export interface ClaimResult {
  readonly assetId: number;
  /** What the origin had said before of the tags about which it now says something else: said again, it undoes the edit. */
  readonly previous: readonly TagStatement[];
  /** What it says of the same tags now, in the same order. */
  readonly current: readonly TagStatement[];
  /** Tags it bears now and did not before, implied ones too; and the other way. */
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

interface Claim {
  readonly tagId: number;
  readonly origin: TagOrigin;
  readonly says: number;
  readonly score: number | null;
}

/** 500 assets with 30 tags are 15,000 claims: a few megabytes, and on SQLite the writer is held for a tenth of a second. */
export const CLAIM_BATCH = 500;
/** Rows of one statement: 5 columns × 4,000 stay under SQLite's 32,766 parameters. */
const ROWS = 4000;

/**
 * One origin says something about tags of up to CLAIM_BATCH assets: the only way tags come to an asset and go. Implied tags follow
 * at once, counts too, and every asset that changed gets a line in the change feed. Assets that do not exist are passed over.
 */
export async function writeClaims(tx: WriteTx, origin: TagOrigin, edits: readonly ClaimEdit[], now: number): Promise<ClaimResult[]> {
  const ids = [...new Set(edits.map(({ assetId }) => assetId))].sort((a, b) => a - b);
  if (ids.length === 0) return [];
  const existing = await tx
    .selectFrom('asset')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .$if(locksRows(tx), (q) => q.forNoKeyUpdate())
    .execute();
  const before = await claimsOf(
    tx,
    existing.map(({ id }) => id),
  );
  const touched = await changesOf(
    tx,
    existing.map(({ id }) => id),
    before,
    origin,
    edits,
  );
  if (touched.length === 0) return [];
  await writeRows(tx, touched);
  await recount(tx, touched);
  for (let at = 0; at < touched.length; at += ROWS)
    await tx
      .insertInto('change')
      .values(touched.slice(at, at + ROWS).map(({ assetId }) => ({ kind: 'asset-updated' as const, asset_id: assetId, session_id: null, at: now })))
      .execute();
  if (origin === 'human') await recordActivity(tx, 'tagged', touched.length, now);
  return touched.map(({ assetId, previous, current, added, removed }) => ({ assetId, previous, current, added, removed }));
}

/** What the edits change. Of a tag that is gone, merged or deleted by somebody else, nothing is said and nothing implies it. */
async function changesOf(
  tx: WriteTx,
  ids: readonly number[],
  before: ReadonlyMap<number, readonly Claim[]>,
  origin: TagOrigin,
  edits: readonly ClaimEdit[],
): Promise<Change[]> {
  const gone = new Set<number>();
  for (;;) {
    const known = edits.map((edit) => ({ ...edit, statements: edit.statements.filter(({ tagId, says }) => !gone.has(tagId) || says === 'nothing') }));
    const drafts = ids.map((id) => draft(id, before.get(id) ?? [], origin, known));
    const rules = await rulesAround(tx, new Set(drafts.flatMap(({ said }) => [...borne(said, false)])));
    const changes = drafts.map((one) => follow(one, rules, gone)).filter(({ put, dropped }) => put.length + dropped.length > 0);
    const found = await tagsGone(tx, [...new Set(changes.flatMap(({ put }) => put.map(({ tagId }) => tagId)))]);
    if (found.length === 0) return changes;
    for (const id of found) gone.add(id);
  }
}

/** The implied tags of these assets, anew: a rule came or went. Returns those that changed. */
export async function refreshImplied(tx: WriteTx, assetIds: readonly number[], now: number): Promise<ClaimResult[]> {
  return writeClaims(
    tx,
    'implied',
    assetIds.map((assetId) => ({ assetId, statements: [] })),
    now,
  );
}

/** Before assets are deleted for good: their claims go with their rows, their tags and the counts would not. */
export async function dropTagsOf(tx: WriteTx, assetIds: readonly number[]): Promise<void> {
  const before = await claimsOf(tx, assetIds);
  const gone = [...before].map(([assetId, claims]) => ({
    assetId,
    previous: [],
    current: [],
    put: [],
    dropped: claims,
    added: [],
    removed: [...borne(claims, true)],
  }));
  await writeRows(tx, gone);
  await recount(tx, gone);
}

interface Draft {
  readonly assetId: number;
  readonly before: readonly Claim[];
  /** All claims but the implied ones, after the edit. */
  readonly said: readonly Claim[];
  readonly previous: readonly TagStatement[];
  readonly current: readonly TagStatement[];
}

interface Change {
  readonly assetId: number;
  readonly previous: readonly TagStatement[];
  readonly current: readonly TagStatement[];
  readonly put: readonly Claim[];
  readonly dropped: readonly Claim[];
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

function draft(assetId: number, before: readonly Claim[], origin: TagOrigin, edits: readonly ClaimEdit[]): Draft {
  const said = new Map(before.filter((claim) => claim.origin !== 'implied').map((claim) => [keyOf(claim), claim]));
  const own = new Map(before.filter((claim) => claim.origin === origin).map((claim) => [claim.tagId, claim]));
  for (const edit of edits) {
    if (edit.assetId !== assetId) continue;
    const named = new Set(edit.statements.map(({ tagId }) => tagId));
    if (edit.replace) for (const claim of own.values()) if (!named.has(claim.tagId)) said.delete(keyOf(claim));
    for (const { tagId, says, score } of edit.statements) {
      const claim = { tagId, origin, says: 1, score: score ?? null };
      const others = () => before.some((other) => other.tagId === tagId && other.origin !== origin && other.says === 1);
      if (says === 'yes') said.set(keyOf(claim), claim);
      else if (says === 'no' || (says === 'remove' && others())) said.set(keyOf(claim), { ...claim, says: 0, score: null });
      else said.delete(keyOf(claim));
    }
  }
  const previous: TagStatement[] = [];
  const current: TagStatement[] = [];
  const after = new Map([...said.values()].filter((claim) => claim.origin === origin).map((claim) => [claim.tagId, claim]));
  for (const tagId of new Set([...own.keys(), ...after.keys()])) {
    const [old, fresh] = [own.get(tagId), after.get(tagId)];
    if (old?.says === fresh?.says && old?.score === fresh?.score) continue;
    previous.push(statement(tagId, old));
    current.push(statement(tagId, fresh));
  }
  return { assetId, before, said: [...said.values()], previous, current };
}

function statement(tagId: number, claim: Claim | undefined): TagStatement {
  const says = claim === undefined ? 'nothing' : claim.says === 1 ? 'yes' : 'no';
  return { tagId, says, ...(claim?.score == null ? {} : { score: claim.score }) };
}

function follow({ assetId, before, said, previous, current }: Draft, rules: Rules, gone: ReadonlySet<number>): Change {
  const base = borne(said, false);
  const denied = new Set(said.filter(({ says }) => says === 0).map(({ tagId }) => tagId));
  const implied = following(rules, base, denied);
  const after = [
    ...said,
    ...[...implied].filter((tagId) => !base.has(tagId) && !gone.has(tagId)).map((tagId): Claim => ({ tagId, origin: 'implied', says: 1, score: null })),
  ];
  const was = new Map(before.map((claim) => [keyOf(claim), claim]));
  const is = new Map(after.map((claim) => [keyOf(claim), claim]));
  const [bore, bears] = [borne(before, true), borne(after, true)];
  return {
    assetId,
    previous,
    current,
    put: after.filter((claim) => was.get(keyOf(claim))?.says !== claim.says || was.get(keyOf(claim))?.score !== claim.score),
    dropped: before.filter((claim) => !is.has(keyOf(claim))),
    added: [...bears].filter((tagId) => !bore.has(tagId)),
    removed: [...bore].filter((tagId) => !bears.has(tagId)),
  };
}

/** Tags for which somebody says yes and no person says no. */
function borne(claims: readonly Claim[], withImplied: boolean): Set<number> {
  const yes = new Set(claims.filter(({ says, origin }) => says === 1 && (withImplied || origin !== 'implied')).map(({ tagId }) => tagId));
  for (const { says, tagId } of claims) if (says === 0) yes.delete(tagId);
  return yes;
}

function keyOf({ tagId, origin }: Claim): string {
  return `${tagId}:${origin}`;
}

async function claimsOf(tx: WriteTx, assetIds: readonly number[]): Promise<Map<number, Claim[]>> {
  const claims = new Map<number, Claim[]>();
  if (assetIds.length === 0) return claims;
  const rows = await tx.selectFrom('tag_claim').selectAll().where('asset_id', 'in', assetIds).execute();
  for (const { asset_id, tag_id, origin, says, score } of rows) {
    const own = claims.get(asset_id) ?? [];
    own.push({ tagId: tag_id, origin, says, score });
    claims.set(asset_id, own);
  }
  return claims;
}

async function writeRows(tx: WriteTx, changes: readonly Change[]): Promise<void> {
  const dropped = changes.flatMap(({ assetId, dropped: rows }) => rows.map((row) => ({ assetId, ...row })));
  const put = changes.flatMap(({ assetId, put: rows }) => rows.map((row) => ({ assetId, ...row })));
  const added = changes.flatMap(({ assetId, added: tags }) => tags.map((tag_id) => ({ tag_id, asset_id: assetId })));
  const removed = changes.flatMap(({ assetId, removed: tags }) => tags.map((tagId) => ({ tagId, assetId })));
  for (const rows of chunks(dropped)) {
    const keys = rows.map(({ assetId, tagId, origin }) => sql`(${sql.lit(assetId)}, ${sql.lit(tagId)}, ${origin})`);
    await sql`delete from tag_claim where (asset_id, tag_id, origin) in (values ${sql.join(keys)})`.execute(tx);
  }
  for (const rows of chunks(put))
    await tx
      .insertInto('tag_claim')
      .values(rows.map(({ assetId, tagId, origin, says, score }) => ({ asset_id: assetId, tag_id: tagId, origin, says, score })))
      .onConflict((c) => c.columns(['asset_id', 'tag_id', 'origin']).doUpdateSet((e) => ({ says: e.ref('excluded.says'), score: e.ref('excluded.score') })))
      .execute();
  for (const rows of chunks(removed)) {
    const keys = rows.map(({ tagId, assetId }) => sql`(${sql.lit(tagId)}, ${sql.lit(assetId)})`);
    await sql`delete from asset_tag where (tag_id, asset_id) in (values ${sql.join(keys)})`.execute(tx);
  }
  for (const rows of chunks(added))
    await tx
      .insertInto('asset_tag')
      .values(rows)
      .onConflict((c) => c.columns(['tag_id', 'asset_id']).doNothing())
      .execute();
}

/** Counts of tags and of assets, from what changed. Tags in the order of their ids: two writers never wait for each other in a ring. */
async function recount(tx: WriteTx, changes: readonly Change[]): Promise<void> {
  const byTag = new Map<number, number>();
  for (const { added, removed } of changes) {
    for (const id of added) byTag.set(id, (byTag.get(id) ?? 0) + 1);
    for (const id of removed) byTag.set(id, (byTag.get(id) ?? 0) - 1);
  }
  const tags = [...byTag].filter(([, by]) => by !== 0).sort(([a], [b]) => a - b);
  if (locksRows(tx))
    for (const rows of chunks(tags))
      await tx
        .selectFrom('tag')
        .select('id')
        .where(
          'id',
          'in',
          rows.map(([id]) => id),
        )
        .orderBy('id')
        .forNoKeyUpdate()
        .execute();
  await addTo(tx, 'tag', 'count', tags);
  await rerank(tx, tags);
  await addTo(
    tx,
    'asset',
    'tag_count',
    changes.map(({ assetId, added, removed }) => [assetId, added.length - removed.length] as const).filter(([, by]) => by !== 0),
  );
}

async function addTo(tx: WriteTx, table: string, column: string, amounts: ReadonlyArray<readonly [id: number, by: number]>): Promise<void> {
  const byAmount = Map.groupBy(amounts, ([, by]) => by);
  for (const [by, rows] of byAmount)
    for (const some of chunks(rows))
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)} + ${sql.lit(by)}
        where id in (${sql.join(some.map(([id]) => id))})`.execute(tx);
}

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += ROWS) yield all.slice(at, at + ROWS);
}
