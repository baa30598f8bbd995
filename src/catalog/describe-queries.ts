import type { Selectable } from 'kysely';
import type { LeasedJob } from '../domain/job.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { AssetTable } from './schema.ts';

/** After everything a person waits for. */
const PRIORITY = 50;
/** Rows of one INSERT: 500 × 11 columns stay under SQLite's 32,766 parameters. */
const INSERT_ROWS = 500;

/** `described` of what no extractor reads: a plain file. No version comes up to it, so it is never asked for. */
export const NEVER_DESCRIBED = 2_147_483_647;

/**
 * Asks for these assets to be described; one that is asked for already stays asked for once. `generationBy`: the extractor that read just
 * now how they were generated, which need not be read again. Returns how many are new.
 */
export async function askDescribe(tx: WriteTx, assetIds: readonly number[], now: number, generationBy?: number): Promise<number> {
  let added = 0;
  for (let at = 0; at < assetIds.length; at += INSERT_ROWS) {
    const jobs = assetIds.slice(at, at + INSERT_ROWS).map((asset) => ({
      lane: 'describe' as const,
      session_id: null,
      offer_key: `describe:${asset}`,
      payload_json: JSON.stringify({ asset, generationBy }),
      name: `asset ${asset}`,
      state: 'ready' as const,
      priority: PRIORITY,
      run_after: now,
      attempt: 0,
      deaths: 0,
      solo: 0,
      lease_token: 0,
      created_at: now,
    }));
    const result = await tx
      .insertInto('job')
      .values(jobs)
      .onConflict((c) => c.column('offer_key').doNothing())
      .executeTakeFirst();
    added += Number(result.numInsertedOrUpdatedRows ?? 0n);
  }
  return added;
}

/**
 * Asks for what a person says of these facts to be written into a sidecar. Each edit asks for itself: what is written is what is said
 * when the job runs.
 */
export async function askSidecar(tx: WriteTx, asset: number, facts: readonly string[], now: number): Promise<void> {
  const state = { state: 'ready' as const, priority: 0, run_after: now, attempt: 0, deaths: 0, solo: 0, lease_token: 0, created_at: now };
  const payload_json = JSON.stringify({ asset, write: facts });
  await tx
    .insertInto('job')
    .values({ lane: 'describe', session_id: null, offer_key: null, payload_json, name: `asset ${asset}`, ...state })
    .execute();
}

/** Ends a job of which nothing need be remembered: a row per asset would double the ledger. False when the lease was lost. */
export async function dropJob(tx: WriteTx, job: LeasedJob): Promise<boolean> {
  const result = await tx.deleteFrom('job').where('id', '=', job.id).where('lease_token', '=', job.token).where('state', '=', 'running').executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function markDescribed(tx: WriteTx, assetId: number, version: number): Promise<void> {
  await tx.updateTable('asset').set({ described: version }).where('id', '=', assetId).execute();
}

/** A picture that was taken for a still turned out to move. */
export async function markAnimated(tx: WriteTx, assetId: number, told: { readonly frames: number; readonly durationMs?: number }): Promise<void> {
  const moving = told.durationMs === undefined ? {} : { duration_ms: told.durationMs, playable: 1 };
  await tx
    .updateTable('asset')
    .set({ frames: told.frames, ...moving })
    .where('id', '=', assetId)
    .execute();
}

/** Where a walk over what is left stands: nothing is asked for twice in one walk. */
export interface DescribeCursor {
  readonly version: number;
  readonly id: number;
}

export interface Undescribed {
  readonly id: number;
  readonly described: number;
}

/** The next assets described by an extractor older than `version`, in order of asset_by_described: flat at any size. */
export async function undescribed(db: ReadDb, version: number, after: DescribeCursor, limit: number): Promise<Undescribed[]> {
  const found: Undescribed[] = [];
  for (let described = after.version; described < version && found.length < limit; described += 1) {
    found.push(
      ...(await db
        .selectFrom('asset')
        .select(['id', 'described'])
        .where('described', '=', described)
        .where('id', '>', described === after.version ? after.id : 0)
        .orderBy('id')
        .limit(limit - found.length)
        .execute()),
    );
  }
  return found;
}

/** How many an older extractor described, counted up to a number: from the index alone. */
export async function countUndescribed(db: ReadDb, version: number, upTo = 1_000_000): Promise<number> {
  const { left } = await db
    .selectFrom((e) => e.selectFrom('asset').select('id').where('described', '<', version).limit(upTo).as('waiting'))
    .select((e) => e.fn.countAll<number>().as('left'))
    .executeTakeFirstOrThrow();
  return left;
}

/** The next assets after an id that are not in the trash, whole. */
export async function nextAssets(db: ReadDb, after: number, limit: number): Promise<Array<Selectable<AssetTable>>> {
  return db.selectFrom('asset').selectAll().where('id', '>', after).where('state', '=', 'active').orderBy('id').limit(limit).execute();
}

/** Says of the next `limit` assets after `id` that nobody described them. Returns the last id, undefined at the end. */
export async function forgetDescribed(tx: WriteTx, id: number, limit: number): Promise<number | undefined> {
  const rows = await tx.selectFrom('asset').select('id').where('id', '>', id).orderBy('id').limit(limit).execute();
  const last = rows.at(-1)?.id;
  if (last !== undefined)
    await tx
      .updateTable('asset')
      .set({ described: 0 })
      .where('id', '>', id)
      .where('id', '<=', last)
      .where('described', '>', 0)
      .where('described', '<', NEVER_DESCRIBED)
      .execute();
  return last;
}
