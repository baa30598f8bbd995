import { lstat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { Catalog } from '../catalog/catalog.ts';
import { foldersByPaths, folderTree } from '../catalog/folder-queries.ts';
import {
  filesOf,
  folderPaths,
  forgetSidecars,
  type LyingSidecar,
  retireSidecars,
  saidBy,
  sidecarPathsOf,
  sidecarsIn,
} from '../catalog/gone-sidecar-queries.ts';
import { sidecarsAt } from '../catalog/sidecar-queries.ts';
import type { Clock } from '../core/clock.ts';
import { forEachLimit } from '../core/pool.ts';
import { sidecarName, stemOf } from '../media/metadata/sidecar-name.ts';
import { OfflineRoots } from './offline-roots.ts';

export interface GoneSidecarsDeps {
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const PATHS = 500;
/** Sidecars of one transaction: each may change an asset. */
const BATCH = 100;
const LOOKS_AT_ONCE = 16;

/**
 * Forgets what sidecars at and below `paths` (files, or folders) said that were deleted. That a file is not there is not enough: its disk
 * may be away. It counts as deleted when its picture still lies beside the place, or was moved from there without it. What went
 * together with its picture, as when a card is emptied that was copied, keeps its word. Returns how many were forgotten.
 */
export async function forgetGoneSidecars(deps: GoneSidecarsDeps, paths: readonly string[]): Promise<number> {
  const { catalog, signal } = deps;
  const roots = await OfflineRoots.of(catalog.read);
  let forgotten = 0;
  for (let at = 0; at < paths.length; at += PATHS) {
    const batch = paths.slice(at, at + PATHS);
    for (const path of batch) {
      if (signal.aborted) return forgotten;
      if (sidecarName(basename(path)) === undefined) continue;
      const rows = (await sidecarsAt(catalog.read, path)).filter((row) => row.moved === 0 && row.until === null);
      if (rows.length > 0) forgotten += await conclude(deps, roots, rows);
    }
    for (const folder of (await foldersByPaths(catalog.read, batch)).values()) {
      for await (const ids of folderTree(catalog.read, folder.id)) {
        for await (const rows of sidecarsIn(catalog.read, await folderPaths(catalog.read, ids))) {
          if (signal.aborted) return forgotten;
          forgotten += await conclude(deps, roots, rows);
        }
      }
    }
  }
  return forgotten;
}

/** `wait`: it cannot be told yet. */
type Verdict = 'deleted' | 'went-along' | 'wait';

async function conclude(deps: GoneSidecarsDeps, roots: OfflineRoots, rows: readonly LyingSidecar[]): Promise<number> {
  const { catalog, clock } = deps;
  const gone: LyingSidecar[] = [];
  await forEachLimit(rows, LOOKS_AT_ONCE, async (row) => {
    if (isAbsolute(row.path) && (await isGone(fileOf(row))) && (await roots.above(row.path)) === undefined) gone.push(row);
  });
  let forgotten = 0;
  for (let at = 0; at < gone.length; at += BATCH) {
    const batch = gone.slice(at, at + BATCH);
    const said = await saidBy(
      catalog.read,
      batch.map(({ path }) => path),
    );
    const files = Map.groupBy(await filesOf(catalog.read, [...new Set(said.map((one) => one.asset_id))]), (file) => file.asset_id);
    const verdicts = new Map<LyingSidecar, Verdict>();
    for (const row of batch) {
      const assets = said.filter(({ path }) => path === row.path).map((one) => one.asset_id);
      verdicts.set(row, await judge(catalog, roots, row, assets, files));
    }
    const of = (verdict: Verdict): LyingSidecar[] => batch.filter((row) => verdicts.get(row) === verdict);
    const deleted = of('deleted').map((row) => ({ ...row, stemName: row.stem === 1 ? row.media : stemOf(row.media) }));
    const along = of('went-along');
    if (deleted.length + along.length === 0) continue;
    forgotten += await catalog.write(async (tx) => {
      await retireSidecars(tx, along, clock());
      return forgetSidecars(tx, catalog.engine, deleted, clock());
    });
  }
  return forgotten;
}

type Files = ReadonlyMap<number, ReadonlyArray<{ readonly path: string; readonly state: string }>>;

/** What it means that a sidecar is not there, by where the pictures are that it speaks of. Its disk may go at any moment. */
async function judge(catalog: Catalog, roots: OfflineRoots, row: LyingSidecar, assets: readonly number[], files: Files): Promise<Verdict> {
  const known = roots.holds(row.path);
  const still = async (verdict: Verdict): Promise<Verdict> =>
    (await isGone(fileOf(row))) && (await roots.above(row.path, true)) === undefined ? verdict : 'wait';
  // Nobody ever heard it.
  if (assets.length === 0) return known ? still('deleted') : 'wait';
  const all = assets.flatMap((asset) => (files.get(asset) ?? []).map((file) => ({ ...file, asset })));
  const beside = all.filter(({ path }) => dirname(path) === row.place && isItsPicture(row, basename(path)));
  for (const { path } of beside) if (await isFile(path)) return still('deleted');
  // Said to be there, and not to be seen: nobody has concluded anything about it yet.
  if (beside.some(({ state }) => state === 'present')) return 'wait';
  if (beside.length > 0) return still('went-along');
  if (!known) return 'wait';
  // The picture was moved: one that came after it and is read takes its place.
  let elsewhere = false;
  for (const { path, state, asset } of all) {
    if (state !== 'present') continue;
    if ((await roots.above(path)) !== undefined) return 'wait';
    if (!(await isFile(path))) continue;
    elsewhere = true;
    const follower = followed(row, path);
    if ((await isFile(follower.file)) && !(await sidecarPathsOf(catalog.read, asset)).has(follower.path)) return 'wait';
  }
  return still(elsewhere ? 'deleted' : 'went-along');
}

/** The file of a sidecar, also of one that speaks of several pictures. */
function fileOf({ path, media }: LyingSidecar): string {
  const inside = path.length - media.length - 1;
  const file = path.slice(0, inside);
  return path[inside] === '#' && sidecarName(basename(file))?.kind === 'scores' ? file : path;
}

function isItsPicture(row: LyingSidecar, name: string): boolean {
  return (row.stem === 1 ? stemOf(name) : name).toLowerCase() === row.media;
}

/** Where a sidecar lies that was moved along with its picture, and what it is known by. */
function followed(row: LyingSidecar, picture: string): { readonly file: string; readonly path: string } {
  const file = fileOf(row);
  const [folder, name] = [dirname(picture), basename(picture)];
  if (file !== row.path) return { file: join(folder, basename(file)), path: `${join(folder, basename(file))}#${name}` };
  const path = join(folder, `${row.stem === 1 ? stemOf(name) : name}${basename(file).slice(row.media.length)}`);
  return { file: path, path };
}

/** Only "there is no such file" counts: what cannot be read may well be there. */
async function isGone(path: string): Promise<boolean> {
  return lstat(path).then(
    (stat) => !stat.isFile(),
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT' || error.code === 'ENOTDIR',
  );
}

async function isFile(path: string): Promise<boolean> {
  return lstat(path).then(
    (stat) => stat.isFile(),
    () => false,
  );
}
