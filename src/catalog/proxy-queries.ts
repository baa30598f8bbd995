import { FORMATS, isFilm, type MediaFormat } from '../domain/format.ts';
import type { Catalog, ReadDb, WriteTx } from './catalog.ts';
import { insertLaneJob } from './task-queries.ts';

export interface ProxyPayload {
  readonly asset: number;
  /** Share that is done, 0…1. */
  readonly progress?: number;
}

/** Asks for a video that browsers play; one that is asked for, or could not be made, is not asked for again. */
export async function askProxy(tx: WriteTx, asset: { readonly id: number; readonly sha256: Buffer; readonly name: string }, now: number): Promise<boolean> {
  const payload: ProxyPayload = { asset: asset.id };
  return insertLaneJob(tx, { lane: 'proxy', name: asset.name, payload, offerKey: offerKey(asset.sha256), now });
}

export interface ProxyWork {
  /** `failed`: nothing more is tried, for the reason of `code` and `detail`. */
  readonly state: 'waiting' | 'running' | 'failed';
  readonly progress: number;
  readonly code: string | null;
  readonly detail: string | null;
}

/** How far the proxy of a content is that is not there; undefined when nobody asked for it. */
export async function proxyWork(db: ReadDb, sha256: Buffer): Promise<ProxyWork | undefined> {
  const row = await db
    .selectFrom('job')
    .select(['state', 'payload_json', 'error_code', 'error_detail'])
    .where('offer_key', '=', offerKey(sha256))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { progress = 0 } = JSON.parse(row.payload_json) as ProxyPayload;
  const state = row.state === 'ready' ? 'waiting' : row.state === 'running' ? 'running' : 'failed';
  return { state, progress, code: row.error_code, detail: row.error_detail };
}

/** Whether the asset is still there: false once it was purged. */
export async function assetExists(tx: WriteTx, id: number): Promise<boolean> {
  return (await tx.selectFrom('asset').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

export interface Unplayable {
  readonly id: number;
  readonly sha256: Buffer;
  readonly name: string;
}

/** Rows of the table looked at in one query: it has no index for what is rare and looked for seldom. */
const RANGE = 20_000;

/** Videos and animations that browsers do not play, in ranges of ids. */
export async function* unplayableVideos(catalog: Catalog): AsyncGenerator<Unplayable[]> {
  const formats = (Object.keys(FORMATS) as MediaFormat[]).filter(isFilm);
  const { last } = await catalog.read
    .selectFrom('asset')
    .select((e) => e.fn.max<number | null>('id').as('last'))
    .executeTakeFirstOrThrow();
  for (let from = 0; from <= (last ?? 0); from += RANGE) {
    yield await catalog.read
      .selectFrom('asset')
      .select(['id', 'sha256', 'name'])
      .where('id', '>', from)
      .where('id', '<=', from + RANGE)
      .where('playable', '=', 0)
      .where('format', 'in', formats)
      .execute();
  }
}

/** By content: an asset that was purged and comes back is another row with the same fate. */
function offerKey(sha256: Buffer): string {
  return `proxy:${sha256.toString('hex')}`;
}
