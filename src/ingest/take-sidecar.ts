import { constants } from 'node:fs';
import { lstat, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import type { Engine } from '../catalog/engine.ts';
import { forgetSidecars } from '../catalog/gone-sidecar-queries.ts';
import { holdsLease } from '../catalog/job-queries.ts';
import { refreshFacts } from '../catalog/metadata-queries.ts';
import { assetsAtPaths, assetsOfSession, attach, holdNames, putSidecar, sidecarsAt, type SidecarRow } from '../catalog/sidecar-queries.ts';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { IngestPayload, LeasedJob } from '../domain/job.ts';
import { recordAndFinish } from '../jobs/end-attempt.ts';
import { readSidecar } from '../media/metadata/sidecar.ts';
import { MAX_SIDECAR_BYTES, MEDIA_ENDINGS, sidecarName, stemOf } from '../media/metadata/sidecar-name.ts';
import { type FileStamp, sameFile } from './identify.ts';
import { mediaPlace } from './media-place.ts';
import { sidecarRow } from './sidecar-row.ts';

interface SidecarDeps {
  readonly catalog: Catalog;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Pictures of one transaction: a file of scores may speak of 10,000. */
const BATCH = 200;

/**
 * Reads a file as a sidecar, when its name and content say that it is one, and gives what it says to its pictures; those that come
 * later find it in the catalog. It counts as skipped, with the reason `sidecar`. Moved files are removed once all of it is
 * committed. Killed at any point, it is simply read again. False: it is no sidecar.
 */
export async function takeSidecar(deps: SidecarDeps, job: LeasedJob, payload: IngestPayload): Promise<boolean> {
  const named = sidecarName(payload.name);
  if (named === undefined) return false;
  const { place } = mediaPlace(job, payload);
  const path = payload.origin === undefined && payload.source === 'upload' ? `${place}/${payload.name}` : (payload.origin ?? payload.path);
  const file = await readText(payload.path);
  if (file === 'gone') return endKnown(deps, job, payload, path);
  const entries = file === undefined ? undefined : readSidecar(named, file.text);
  if (file === undefined || entries === undefined) return false;
  const now = deps.clock();
  let pictures = 0;
  const rows = entries.map((entry) => sidecarRow(entry, { path, place, content: file.text, moved: payload.mode === 'move', now }));
  for (let at = 0; at < rows.length; at += BATCH) {
    pictures += await fenced(deps.catalog, job, (tx) => giveOut(tx, deps.catalog.engine, rows.slice(at, at + BATCH), job.sessionId ?? '', now));
  }
  await forgetTakenOut(deps, job, path, rows, now);
  if (payload.mode === 'move') await removeSource(payload.path, file.stamp);
  await endSkipped(
    deps,
    job,
    payload,
    file.text.length,
    pictures > 0 ? `It speaks of ${pictures === 1 ? 'a picture' : `${pictures} pictures`} here` : 'It was read before its picture came',
  );
  return true;
}

/** Pictures that a file of scores spoke of when it was read before, and no longer does. */
async function forgetTakenOut({ catalog }: SidecarDeps, job: LeasedJob, path: string, rows: readonly SidecarRow[], now: number): Promise<void> {
  const said = new Set(rows.map((row) => row.path));
  const out = (await sidecarsAt(catalog.read, path)).filter((row) => !said.has(row.path) && row.moved === 0 && row.until === null);
  for (let at = 0; at < out.length; at += BATCH) {
    const batch = out.slice(at, at + BATCH).map((row) => ({ ...row, stemName: stemOf(row.media) }));
    await fenced(catalog, job, (tx) => forgetSidecars(tx, catalog.engine, batch, now));
  }
}

/** Killed after its file was removed: all of it is in the catalog. */
async function endKnown(deps: SidecarDeps, job: LeasedJob, payload: IngestPayload, path: string): Promise<boolean> {
  if (payload.mode !== 'move' || job.attempt < 2 || (await sidecarsAt(deps.catalog.read, path)).length === 0) return false;
  await endSkipped(deps, job, payload, 0, 'It was read');
  return true;
}

async function endSkipped({ catalog, clock, logger }: SidecarDeps, job: LeasedJob, payload: IngestPayload, bytes: number, detail: string): Promise<void> {
  const error = new AppError('sidecar', { detail });
  await catalog.write((tx) => recordAndFinish(tx, job, { outcome: 'skipped', error }, { name: payload.name, bytes, timings: {}, now: clock() }));
  logger.info({ job: job.id, session: job.sessionId, outcome: 'skipped', code: 'sidecar' }, `${payload.name}: a sidecar. ${detail}`);
}

/** Stores what the rows say and hands it to the pictures that are there. Returns how many those are. */
async function giveOut(tx: WriteTx, engine: Engine, rows: readonly SidecarRow[], sessionId: string, now: number): Promise<number> {
  await holdNames(
    tx,
    engine,
    rows[0]?.place ?? '',
    rows.map((row) => (row.stem === 1 ? row.media : stemOf(row.media))),
  );
  let pictures = 0;
  for (const row of rows) {
    await putSidecar(tx, row);
    const assets = /^upload:[^/]*$/.test(row.place)
      ? await assetsOfSession(tx, sessionId, (name) => (row.stem === 1 ? stemOf(name) : name).toLowerCase() === row.media)
      : await assetsAtPaths(tx, pathsOf(row), sessionId, now);
    for (const asset of assets) {
      if (await attach(tx, asset, row, now)) await refreshFacts(tx, asset, now, true);
      pictures += 1;
    }
  }
  return pictures;
}

/** Where its picture may lie: names are looked for as they are written, and of a bare stem with every ending in small and capitals. */
function pathsOf(row: SidecarRow): string[] {
  const name = row.media;
  const spelled = spelledAs(row);
  if (row.stem === 0) return [...new Set([join(row.place, spelled), join(row.place, name)])];
  return MEDIA_ENDINGS.flatMap((ending) => [join(row.place, `${spelled}.${ending}`), join(row.place, `${spelled}.${ending.toUpperCase()}`)]);
}

/** The picture's name in the letters of the sidecar's own. */
function spelledAs(row: SidecarRow): string {
  const own = row.path.slice(row.path.lastIndexOf(row.path.includes('#') ? '#' : '/') + 1);
  return own.slice(0, row.media.length).toLowerCase() === row.media ? own.slice(0, row.media.length) : row.media;
}

interface TextFile {
  readonly text: string;
  readonly stamp: FileStamp;
}

/** The text of a regular file of bearable size; undefined when it is not text through and through, since then not all of it would be kept. */
async function readText(path: string): Promise<TextFile | 'gone' | undefined> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stamp = await handle.stat({ bigint: true });
      if (!stamp.isFile() || stamp.size > BigInt(MAX_SIDECAR_BYTES)) return undefined;
      const bytes = await handle.readFile();
      const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
      const text = bytes.toString(utf16 ? 'utf16le' : 'utf8');
      return !text.includes('\0') && Buffer.from(text, utf16 ? 'utf16le' : 'utf8').equals(bytes) ? { text, stamp } : undefined;
    } finally {
      await handle.close();
    }
  } catch (error) {
    // The stages of a picture say what is wrong with it.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : undefined;
  }
}

/** Only the file that was read: what was written to meanwhile stays, and is read again. */
async function removeSource(path: string, stamp: FileStamp): Promise<void> {
  const there = await lstat(path, { bigint: true }).catch(() => undefined);
  if (there !== undefined && sameFile(stamp, there)) await unlink(path).catch(() => {});
}

async function fenced<T>(catalog: Catalog, job: LeasedJob, work: (tx: WriteTx) => Promise<T>): Promise<T> {
  return catalog.write(async (tx) => {
    if (!(await holdsLease(tx, job))) throw new AppError('lease-lost');
    return work(tx);
  });
}
