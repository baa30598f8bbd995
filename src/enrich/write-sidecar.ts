import { lstat, mkdir, readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { assetById, type AssetRow, locationsOf } from '../catalog/asset-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { metadataOf, refreshFacts } from '../catalog/metadata-queries.ts';
import { attach, putSidecar } from '../catalog/sidecar-queries.ts';
import { mergeFacts } from '../domain/merge-facts.ts';
import type { ExifToolReader } from '../media/metadata/exiftool.ts';
import { readSidecar } from '../media/metadata/sidecar.ts';
import { sidecarName } from '../media/metadata/sidecar-name.ts';
import { type SidecarFacts, WRITTEN_FACTS, type WrittenFact, writeXmp } from '../media/metadata/write-xmp.ts';
import { sidecarRow } from '../ingest/sidecar-row.ts';
import { offlinePaths } from '../roots/offline-paths.ts';

export interface SidecarWriterDeps {
  readonly catalog: Catalog;
  readonly exiftool: ExifToolReader;
  readonly dataDir: string;
}

/**
 * Writes what a person says of these facts into the asset's sidecars: beside each file that was left where it is, else into
 * `sidecars/` of the library. A word taken back is taken out. Returns what is to be written in the catalog afterwards, so that
 * the file read again says nothing new; undefined when there is no asset or no place to write to.
 */
export async function writeSidecars(
  deps: SidecarWriterDeps,
  assetId: number,
  names: readonly WrittenFact[],
  now: number,
): Promise<((tx: WriteTx) => Promise<void>) | undefined> {
  const asset = await assetById(deps.catalog, assetId);
  if (asset === undefined) return undefined;
  const human = (await metadataOf(deps.catalog.read, assetId)).find(({ origin }) => origin === 'human')?.facts ?? {};
  const facts = Object.fromEntries(names.map((name) => [name, human[name] ?? null])) as SidecarFacts;
  const beside = await besideFiles(deps.catalog, assetId);
  const targets = beside.length > 0 ? beside : [librarySidecar(deps.dataDir, asset)];
  for (const target of targets) {
    await mkdir(dirname(target), { recursive: true });
    await writeXmp(deps.exiftool, target, { ...facts, ...('takenAt' in facts ? { takenAtOffsetMinutes: human.takenAtOffsetMinutes ?? null } : {}) });
  }
  const texts = await Promise.all(beside.map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
  return async (tx) => {
    for (const { path, text } of texts) await takeOver(tx, assetId, path, text, now);
  };
}

/** Everything known, as one file can say it: for an export. */
export async function exportedFacts(catalog: Catalog, assetId: number): Promise<SidecarFacts> {
  const { facts } = mergeFacts(await metadataOf(catalog.read, assetId));
  const said = Object.fromEntries(WRITTEN_FACTS.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]]))) as SidecarFacts;
  return facts.takenAtOffsetMinutes === undefined ? said : { ...said, takenAtOffsetMinutes: facts.takenAtOffsetMinutes };
}

/** Beside each file that was left where it is and can be written to now; the sidecar there already, else `photo.jpg.xmp`. */
export async function besideFiles(catalog: Catalog, assetId: number): Promise<string[]> {
  return Promise.all(
    (await filesLeft(catalog, assetId)).map(async (path) => {
      // Lightroom's form counts only where that is the one in use.
      const stem = `${path.slice(0, path.length - extname(path).length)}.xmp`;
      const whole = `${path}.xmp`;
      return !(await isFile(whole)) && (await isFile(stem)) ? stem : whole;
    }),
  );
}

/** Files of an asset that were left where they are and can be reached now. */
export async function filesLeft(catalog: Catalog, assetId: number): Promise<string[]> {
  const isOffline = await offlinePaths(catalog.read);
  const locations = await locationsOf(catalog, assetId);
  return locations.flatMap(({ kind, state, path }) => (kind === 'referenced' && state === 'present' && !isOffline(path) ? [path] : []));
}

/** Where the sidecar of a stored original lies: `sidecars/ab/<sha256>.jpg.xmp`. */
export function librarySidecar(dataDir: string, asset: Pick<AssetRow, 'sha256' | 'format'>, form: 'xmp' | 'json' = 'xmp'): string {
  const sha256 = asset.sha256.toString('hex');
  return join(dataDir, 'sidecars', sha256.slice(0, 2), `${sha256}.${asset.format}.${form}`);
}

async function takeOver(tx: WriteTx, assetId: number, path: string, text: string, now: number): Promise<void> {
  const name = sidecarName(path.slice(path.lastIndexOf('/') + 1));
  const [entry] = (name === undefined ? undefined : readSidecar(name, text)) ?? [];
  if (entry === undefined) return;
  const row = sidecarRow(entry, { path, place: dirname(path), content: text, moved: false, now });
  await putSidecar(tx, row);
  if (await attach(tx, assetId, row, now)) await refreshFacts(tx, assetId, now, true);
}

async function isFile(path: string): Promise<boolean> {
  return lstat(path).then(
    (stat) => stat.isFile(),
    () => false,
  );
}
