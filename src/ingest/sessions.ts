import { createHash } from 'node:crypto';
import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { setPaused } from '../catalog/session-control-queries.ts';
import { insertJobs, seal } from '../catalog/session-writes.ts';
import { findUnfinished, insertSession, sessionStateOf, touch } from '../catalog/session-state.ts';
import { AppError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { IngestPayload } from '../domain/job.ts';
import type { SessionOptions, SourceKind, StorageMode } from '../domain/session.ts';
import { crashPoint } from '../core/crash-point.ts';

/** What somebody waits for in front of a screen goes before a long scan. */
const PRIORITY: Record<SourceKind, number> = { watch: 0, upload: 0, url: 0, scan: 10 };

export interface OpenedSession {
  readonly id: string;
  /** An unfinished run of the same ingest goes on instead of a new one. */
  readonly resumed: boolean;
}

export interface SessionRequest {
  readonly source: SourceKind;
  readonly options: SessionOptions;
  /** Who asked: `web`, `cli` or `system`. Absent = who usually does for this source. */
  readonly actor?: string;
}

const USUAL_ACTOR: Record<SourceKind, string> = { watch: 'system', upload: 'web', url: 'web', scan: 'web' };
/** Paths named in the history. */
const MAX_NAMED = 20;

/**
 * Opens a session. A scan gets a discover job, so that finding the files survives a restart; a watch or upload session
 * stays open for offers until it is sealed. A scan asked for again while it is paused is resumed.
 */
export async function openSession(catalog: Catalog, request: SessionRequest, now: number): Promise<OpenedSession> {
  return catalog.write((tx) => openSessionIn(tx, request, now));
}

/** The same inside a transaction of the caller. */
export async function openSessionIn(tx: WriteTx, request: SessionRequest, now: number): Promise<OpenedSession> {
  const id = newId(now);
  const { source, options, actor = USUAL_ACTOR[source] } = request;
  const key = source === 'upload' ? `upload:${id}` : optionsKey(request);
  for (;;) {
    const unfinished = await findUnfinished(tx, key);
    if (unfinished !== undefined) {
      if (source !== 'watch' && (await setPaused(tx, unfinished, false, now)))
        await recordDeed(tx, { actor, action: 'session-resumed', subject: unfinished, now });
      return { id: unfinished, resumed: true };
    }
    // Refused when somebody else opened it since we looked: then it is found, unless it has ended already.
    if (await insertSession(tx, { id, source, mode: options.mode, options, optionsKey: key, now })) break;
  }
  await recordDeed(tx, {
    actor,
    action: 'session-opened',
    subject: id,
    detail: { source, mode: options.mode, paths: options.paths.slice(0, MAX_NAMED) },
    now,
  });
  if (source === 'scan') await insertDiscoverJob(tx, id, now);
  return { id, resumed: false };
}

/** The unfinished session of exactly this ingest, if there is one. */
export async function findOpenSession(catalog: Catalog, request: { source: SourceKind; options: SessionOptions }): Promise<string | undefined> {
  return findUnfinished(catalog.read, optionsKey(request));
}

function optionsKey({ source, options }: { source: SourceKind; options: SessionOptions }): string {
  const { paths, mode, recursive, pattern, maxFiles, parallel, dryRun, webhookUrl, skipExisting, metadata, nsfw } = options;
  const parts: unknown[] = [source, paths, mode, recursive, pattern ?? null, maxFiles ?? null, parallel ?? null, dryRun === true, webhookUrl ?? null];
  parts.push(skipExisting !== false, metadata ?? null, nsfw ?? null);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

async function insertDiscoverJob(tx: WriteTx, sessionId: string, now: number): Promise<void> {
  const job = {
    lane: 'discover' as const,
    session_id: sessionId,
    offer_key: `discover:${sessionId}`,
    payload_json: '{}',
    name: 'discover',
    state: 'ready' as const,
  };
  await tx
    .insertInto('job')
    .values({ ...job, priority: 0, run_after: now, attempt: 0, deaths: 0, solo: 0, lease_token: 0, created_at: now })
    .execute();
}

export interface OfferedFile {
  readonly path: string;
  readonly name: string;
  /** Says that it is the same file in the same state; offered once while such a job is kept. */
  readonly offerKey: string;
}

/** Makes one durable job per file that was not offered before. From here a crash loses nothing. Returns how many were new. */
export async function offerFiles(
  catalog: Catalog,
  sessionId: string,
  files: readonly OfferedFile[],
  mode: StorageMode,
  source: SourceKind,
  now: number,
): Promise<number> {
  crashPoint('offer:before');
  const added = await catalog.write((tx) => offerIn(tx, sessionId, files, mode, source, now));
  crashPoint('offer:after');
  return added;
}

/** The same inside a transaction of the caller. */
export async function offerIn(
  tx: WriteTx,
  sessionId: string,
  files: readonly OfferedFile[],
  mode: StorageMode,
  source: SourceKind,
  now: number,
): Promise<number> {
  await assertOpen(tx, sessionId);
  const rows = files.map((file) => {
    const payload: IngestPayload = { source, path: file.path, name: file.name, mode };
    return {
      lane: 'ingest' as const,
      session_id: sessionId,
      offer_key: file.offerKey,
      payload_json: JSON.stringify(payload),
      name: file.name,
      state: 'ready' as const,
      priority: PRIORITY[source],
      run_after: now,
      created_at: now,
      attempt: 0,
      deaths: 0,
      solo: 0,
      lease_token: 0,
    };
  });
  const added = await insertJobs(tx, sessionId, rows, now);
  // Counting them waited for whoever cancelled the session meanwhile; locking it first would hold up its commits for the whole batch.
  if (added > 0) await assertOpen(tx, sessionId);
  return added;
}

async function assertOpen(tx: WriteTx, sessionId: string): Promise<void> {
  const state = await sessionStateOf(tx, sessionId);
  if (state !== 'discovering') throw new AppError(state === undefined ? 'session-not-found' : 'session-finished');
}

/** No more files will come; the session is finished once none is pending. */
export async function sealSession(catalog: Catalog, sessionId: string, now: number): Promise<void> {
  await catalog.write((tx) => seal(tx, sessionId, now));
}

/** Says that an upload is still going on. */
export async function touchSession(catalog: Catalog, sessionId: string, now: number): Promise<void> {
  await catalog.write((tx) => touch(tx, sessionId, now));
}
