import { lstat, realpath } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { recordDeed } from '../catalog/audit-queries.ts';
import type { ReadDb, WriteTx } from '../catalog/catalog.ts';
import { ensureFolder, folderByPath, folderTree } from '../catalog/folder-queries.ts';
import { acquireLease, releaseLease } from '../catalog/leases.ts';
import { presentIn } from '../catalog/living-queries.ts';
import { carrySidecars, folderPaths } from '../catalog/gone-sidecar-queries.ts';
import { clearFolder, dropFolder, folderById, locationsToCarry, carryLocations } from '../catalog/root-move-queries.ts';
import { listRoots, type RootRow, rootById, updateRoot } from '../catalog/root-queries.ts';
import { AppError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import { checkRoot, type CheckDeps } from './check-root.ts';
import { readMarker } from './marker.ts';

/** Locations rewritten in one transaction: some 10 ms, which a commit of a file can wait. */
const BATCH = 500;
const FOLDERS = 100;
const LEASE_MS = 60_000;
/** Known files looked for at the new place when there is no marker to go by. */
const SAMPLE = 50;

/**
 * Decides that a root lies at another path now. Its locations are rewritten by continueMove, which any process may take up
 * after a crash. AppError: `root-not-found`, `folder-not-found`, `root-differs` when the folder there is another one (its
 * marker is missing or names another root; without a marker, fewer than nine in ten of a sample of its files are there),
 * `invalid-input` when another root lies there.
 */
export async function moveRoot(deps: CheckDeps, id: string, wanted: string, options: { readonly actor: string; readonly force?: boolean }): Promise<RootRow> {
  const { catalog, clock } = deps;
  const root = await rootById(catalog.read, id);
  if (root === undefined || root.state === 'removed') throw new AppError('root-not-found');
  if (!isAbsolute(wanted) || wanted.includes('\0'))
    throw new AppError('invalid-input', { detail: 'path must be absolute', fields: [{ path: 'path', message: 'must be absolute' }] });
  const path = await realpath(wanted).catch(() => resolve(wanted));
  if (path === (root.moving_to ?? root.path)) return root;
  const taken = (await listRoots(catalog.read, { removed: true })).find((other) => other.id !== id && (other.path === path || other.moving_to === path));
  if (taken !== undefined)
    throw new AppError('invalid-input', { detail: `${path} is a root of its own`, fields: [{ path: 'path', message: 'is a root of its own' }] });
  if (isBelow(path, root.path) || isBelow(root.path, path))
    throw new AppError('invalid-input', {
      detail: 'A root cannot move into itself or to a folder above it',
      fields: [{ path: 'path', message: 'lies in the root, or the root in it' }],
    });
  if (!(await lstat(path).catch(() => undefined))?.isDirectory()) throw new AppError('folder-not-found', { detail: path });
  if (options.force !== true) await assertSame(catalog.read, root, path);
  await catalog.write((tx) => beginMove(tx, root, path, options.actor, clock()));
  return (await rootById(catalog.read, id)) ?? root;
}

/** In the transaction of the caller. */
export async function beginMove(tx: WriteTx, root: RootRow, path: string, actor: string, now: number): Promise<void> {
  await updateRoot(tx, root.id, { state: 'moving', reason: null, moving_to: path, changed_at: now });
  await recordDeed(tx, { actor, action: 'root-moved', subject: root.id, detail: { from: root.path, to: path }, now });
}

/**
 * Rewrites the locations of a moving root, a bounded transaction at a time; nothing is read or taken in again. False when
 * another process is at it. Interrupted, it goes on where it stopped.
 */
export async function continueMove(deps: CheckDeps, id: string, owner: string, signal?: AbortSignal): Promise<boolean> {
  const { catalog, clock, logger } = deps;
  const lease = `root-move:${id}`;
  const holder = `${owner}/${newId()}`; // a process may be asked twice
  if (!(await acquireLease(catalog, lease, holder, LEASE_MS, clock()))) return false;
  try {
    const root = await rootById(catalog.read, id);
    if (root?.state !== 'moving' || root.moving_to === null) return true;
    const from = await folderByPath(catalog.read, root.path);
    const ids: number[] = [];
    if (from) for await (const batch of folderTree(catalog.read, from.id)) ids.push(...batch);
    let files = 0;
    let renewAt = clock() + LEASE_MS / 3;
    for (let at = 0; at < ids.length; ) {
      signal?.throwIfAborted();
      const carried = await catalog.write((tx) => carrySome(tx, ids.slice(at, at + FOLDERS), root.path, root.moving_to!, clock()));
      at += carried.folders;
      files += carried.files;
      if (clock() < renewAt) continue;
      if (!(await acquireLease(catalog, lease, holder, LEASE_MS, clock()))) return false;
      renewAt = clock() + LEASE_MS / 3;
    }
    for (let at = 0; at < ids.length; at += FOLDERS) {
      signal?.throwIfAborted();
      const places = await folderPaths(catalog.read, ids.slice(at, at + FOLDERS));
      const some = (tx: WriteTx) => carrySidecars(tx, places, (path) => rebase(path, root.path, root.moving_to!), BATCH);
      while ((await catalog.write(some)) === BATCH) await acquireLease(catalog, lease, holder, LEASE_MS, clock());
    }
    // The empty shells, deepest first.
    const shells = ids.toReversed();
    for (let at = 0; at < shells.length; at += FOLDERS) {
      await catalog.write(async (tx) => {
        for (const folderId of shells.slice(at, at + FOLDERS)) await dropFolder(tx, folderId);
      });
    }
    const moved = { ...root, path: root.moving_to, moving_to: null, state: 'online' as const, dev: null, ino: null, mounted: 0 };
    await catalog.write((tx) =>
      updateRoot(tx, id, { path: moved.path, moving_to: null, state: 'online', dev: null, ino: null, mounted: 0, changed_at: clock() }),
    );
    logger.info({ root: id, files }, `${root.path} lies at ${moved.path} now`);
    await checkRoot(deps, moved);
    return true;
  } finally {
    await releaseLease(catalog, lease, holder);
  }
}

/** As many folders as one transaction should take, and how many of them are done; a folder with very many files takes several. */
async function carrySome(tx: WriteTx, ids: readonly number[], from: string, to: string, now: number): Promise<{ folders: number; files: number }> {
  let files = 0;
  for (const [n, id] of ids.entries()) {
    if (files >= BATCH) return { folders: n, files };
    const folder = await folderById(tx, id);
    if (folder === undefined) continue;
    const path = rebase(folder.path, from, to);
    const target = await ensureFolder(tx, path);
    const rows = await locationsToCarry(tx, id, BATCH);
    await carryLocations(
      tx,
      rows.map((row) => ({ row, path: join(path, basename(row.path)) })),
      target,
    );
    files += rows.length;
    if (rows.length === BATCH) return { folders: n, files };
    await clearFolder(tx, folder, target, now);
  }
  return { folders: ids.length, files };
}

function rebase(path: string, from: string, to: string): string {
  return path === from ? to : join(to, relative(from, path));
}

function isBelow(path: string, above: string): boolean {
  return path !== above && path.startsWith(above.endsWith(sep) ? above : above + sep);
}

async function assertSame(db: ReadDb, root: RootRow, path: string): Promise<void> {
  if (root.marker === 1) {
    const marker = await readMarker(path);
    if (marker === root.id) return;
    throw new AppError('root-differs', { detail: marker === undefined ? `${path} has no marker file of a root` : `${path} is marked as another root` });
  }
  const sample = await sampleOf(db, root.path);
  let there = 0;
  for (const known of sample)
    if (
      await lstat(rebase(known, root.path, path)).then(
        (stat) => stat.isFile(),
        () => false,
      )
    )
      there += 1;
  if (sample.length === 0 || there < sample.length * 0.9) {
    throw new AppError('root-differs', { detail: `Of ${sample.length} known files ${there} are in ${path}` });
  }
}

async function sampleOf(db: ReadDb, path: string): Promise<string[]> {
  const folder = await folderByPath(db, path);
  const found: string[] = [];
  if (folder) {
    for await (const ids of folderTree(db, folder.id)) {
      found.push(...(await presentIn(db, ids)).map((row) => row.path));
      if (found.length >= SAMPLE) break;
    }
  }
  const step = Math.max(1, Math.floor(found.length / SAMPLE));
  return found.filter((_, n) => n % step === 0).slice(0, SAMPLE);
}
