import { lstatSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { placesWithSidecars } from '../catalog/gone-sidecar-queries.ts';
import {
  type FileFacts,
  type KnownLocation,
  locationsAt,
  locationsByInode,
  locationsBySize,
  moveLocations,
  refreshLocation,
  type SameSize,
  sha256Of,
} from '../catalog/living-queries.ts';
import { refreshFacts } from '../catalog/metadata-queries.ts';
import { attachSidecars } from '../catalog/sidecar-queries.ts';
import type { Clock } from '../core/clock.ts';
import { hashFile } from '../media/hashing.ts';
import { stemOf } from '../media/metadata/sidecar-name.ts';

export interface RecogniseDeps {
  readonly catalog: Catalog;
  readonly clock: Clock;
  /** False for a path in a root that is offline: what cannot be seen there is not gone. */
  mayBeGone(path: string): Promise<boolean>;
}

/** What became of quiet files that were noticed in a referenced root. */
export interface Recognised {
  /** Unknown, or changed: to be taken in. */
  readonly fresh: readonly string[];
  /** Known by another path until now. */
  readonly moved: number;
  /** Known here: unchanged, only touched, or back. */
  readonly known: number;
}

/** Places of one size whose content is compared; more of exactly one size are copies of each other. */
const CANDIDATES = 200;

interface Seen extends FileFacts {
  readonly bytes: number;
}

/**
 * Tells files that are known from those that are not, without taking anything in: by path, size and time; by inode, size and
 * time for what was renamed; and where a known file of exactly this size is gone, by content. What moved is written down.
 */
export async function recognise(deps: RecogniseDeps, paths: readonly string[]): Promise<Recognised> {
  const { catalog, clock } = deps;
  const seen = paths.map(look).filter((file) => file !== undefined);
  const at = new Map(
    (
      await locationsAt(
        catalog.read,
        seen.map(({ path }) => path),
      )
    ).map((known) => [known.path, known]),
  );
  const inodes = new Map<string, KnownLocation[]>();
  for (const known of await locationsByInode(
    catalog.read,
    seen.filter((file) => !isTrusted(at.get(file.path), file)).map(({ ino }) => ino),
  )) {
    inodes.set(known.ino!, [...(inodes.get(known.ino!) ?? []), known]);
  }
  const fresh: string[] = [];
  const back: Array<{ known: KnownLocation; file: Seen }> = [];
  const moves = new Map<number, Seen>();
  for (const file of seen) {
    const here = at.get(file.path);
    if (isTrusted(here, file)) {
      if (here!.state !== 'present' || here!.ino !== file.ino || here!.dev !== file.dev) back.push({ known: here!, file });
      continue;
    }
    const sameInode = (inodes.get(file.ino) ?? []).filter((known) => known.id !== here?.id && !moves.has(known.id));
    const from = (await renamed(deps, sameInode, file)) ?? (await byContent(deps, here, file, moves));
    if (from === undefined) fresh.push(file.path);
    else if (from.id === here?.id) back.push({ known: from, file });
    else moves.set(from.id, file);
  }
  if (moves.size > 0 || back.length > 0) {
    await catalog.write(async (tx) => {
      await moveLocations(
        tx,
        [...moves].map(([id, to]) => ({ id, to })),
        clock(),
      );
      await attachAtNewPlace(
        tx,
        catalog,
        [...moves].map(([id, to]) => ({ id, to: to.path })),
        clock(),
      );
      for (const { known, file } of back) await refreshLocation(tx, known.id, file, known.state !== 'present', clock());
    });
  }
  return { fresh, moved: moves.size, known: seen.length - fresh.length - moves.size };
}

/** Sidecars that came to their new folder before them. */
async function attachAtNewPlace(
  tx: WriteTx,
  { engine }: Catalog,
  moves: ReadonlyArray<{ readonly id: number; readonly to: string }>,
  now: number,
): Promise<void> {
  const withSidecars = await placesWithSidecars(tx, [...new Set(moves.map(({ to }) => dirname(to)))]);
  const beside = moves.filter(({ to }) => withSidecars.has(dirname(to)));
  if (beside.length === 0) return;
  const assets = new Map(
    (
      await locationsAt(
        tx,
        beside.map(({ to }) => to),
      )
    ).map(({ path, asset_id }) => [path, asset_id]),
  );
  for (const { to } of beside) {
    const asset = assets.get(to);
    const name = basename(to);
    if (asset !== undefined && (await attachSidecars(tx, engine, asset, { place: dirname(to), name, stem: stemOf(name) }, now)))
      await refreshFacts(tx, asset, now, true);
  }
}

/** Exact numbers: as doubles, large inodes and times of .999999 ms come out as others. */
function look(path: string): Seen | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false, bigint: true });
  if (stat?.isFile() !== true) return undefined;
  return { path, bytes: Number(stat.size), mtimeMs: Number(stat.mtimeMs), dev: String(stat.dev), ino: String(stat.ino) };
}

function isSame(known: KnownLocation | undefined, file: Seen): boolean {
  return known !== undefined && known.kind !== 'stored' && known.bytes === file.bytes && known.mtime_ms === file.mtimeMs;
}

/** The same, and the inode it was: two files of one size and time may have changed places. */
function isTrusted(known: KnownLocation | undefined, file: Seen): boolean {
  return isSame(known, file) && (known!.ino === null || (known!.ino === file.ino && known!.dev === file.dev));
}

/**
 * The place this inode was known at, with the same size and time, and no longer under its old name. Another device, or something
 * else at the old path, and the content has to agree too: inodes are numbered anew when FAT is mounted, and two uncompressed RAW
 * frames have one size and, on a card, times of 2 s.
 */
async function renamed({ catalog, mayBeGone }: RecogniseDeps, sameInode: readonly KnownLocation[], file: Seen): Promise<KnownLocation | undefined> {
  for (const known of sameInode) {
    if (known.bytes !== file.bytes || known.mtime_ms !== file.mtimeMs || isThere(known, file.ino) || !(await mayBeGone(known.path))) continue;
    const certain = known.dev === file.dev && lstatSync(known.path, { throwIfNoEntry: false }) === undefined;
    if (certain || (await holds(catalog, known, file))) return known;
  }
  return undefined;
}

/** Whether the file has the content known of that place. */
async function holds(catalog: Catalog, known: KnownLocation, file: Seen): Promise<boolean> {
  const before = await sha256Of(catalog.read, known.asset_id);
  const now = await hashFile(file.path).catch(() => undefined);
  return before !== undefined && now?.sha256.equals(before) === true;
}

/** Whether the known file still lies at its path; `ino`: as that inode. */
function isThere(known: KnownLocation, ino?: string): boolean {
  const now = lstatSync(known.path, { throwIfNoEntry: false, bigint: true });
  return now?.isFile() === true && Number(now.size) === known.bytes && (ino === undefined || String(now.ino) === ino);
}

/** The file is read only if a known one of its size is not where it was: what was copied, or touched, is found so. */
async function byContent(
  { catalog, mayBeGone }: RecogniseDeps,
  here: KnownLocation | undefined,
  file: Seen,
  moves: ReadonlyMap<number, Seen>,
): Promise<KnownLocation | undefined> {
  if (file.bytes === 0) return undefined;
  if (here?.kind === 'referenced' && here.bytes === file.bytes && (await holds(catalog, here, file))) return here;
  const candidates: SameSize[] = [];
  for (const known of await locationsBySize(catalog.read, file.bytes, CANDIDATES)) {
    if (known.id !== here?.id && !moves.has(known.id) && !isThere(known) && (await mayBeGone(known.path))) candidates.push(known);
  }
  if (candidates.length === 0) return undefined;
  const hash = await hashFile(file.path).catch(() => undefined);
  return hash && candidates.find(({ sha256 }) => sha256.equals(hash.sha256));
}
