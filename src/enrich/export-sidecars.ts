import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { assetById, type AssetRow } from '../catalog/asset-queries.ts';
import { nextAssets } from '../catalog/describe-queries.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { writeXmp } from '../media/metadata/write-xmp.ts';
import { exportedMarks, writeMarks } from './export-marks.ts';
import { besideFiles, exportedFacts, filesLeft, librarySidecar, type SidecarWriterDeps } from './write-sidecar.ts';

export interface ExportRequest {
  /** A folder for all of them; `beside` = beside each file left where it is, and `sidecars/` of the library for the others. */
  readonly to: string;
  /** `json`: only score, favourite and content rating, as `photo.jpg.json`. */
  readonly form?: 'xmp' | 'json';
  /** Absent = the whole library without the trash. */
  readonly ids?: readonly number[];
  readonly signal?: AbortSignal;
  readonly onFile?: (written: number) => void;
}

export interface ExportResult {
  readonly written: number;
  /** Assets of which nothing is known that a sidecar says. */
  readonly empty: number;
  readonly failed: ReadonlyArray<{ readonly asset: number; readonly error: AppError }>;
}

const PAGE = 500;
const MAX_REPORTED = 1_000;

/** Writes sidecars with everything that is known of each asset. What stands in a sidecar besides stays. */
export async function exportSidecars(deps: SidecarWriterDeps, request: ExportRequest): Promise<ExportResult> {
  const taken = new Set<string>();
  let written = 0;
  let empty = 0;
  const failed: Array<{ asset: number; error: AppError }> = [];
  if (request.to !== 'beside') await mkdir(request.to, { recursive: true });
  for await (const asset of chosen(deps, request.ids)) {
    if (request.signal?.aborted === true) break;
    const write = request.form === 'json' ? jsonWriter(asset) : await xmpWriter(deps, asset);
    if (write === undefined) {
      empty += 1;
      continue;
    }
    try {
      for (const target of await targetsOf(deps, asset, request, taken)) {
        await write(target);
        written += 1;
      }
    } catch (error) {
      if (failed.length < MAX_REPORTED) failed.push({ asset: asset.id, error: toAppError(error) });
    }
    request.onFile?.(written);
  }
  return { written, empty, failed };
}

/** Writes what is known into the sidecar of this name; undefined when nothing is. */
type Writer = (path: string) => Promise<void>;

async function xmpWriter(deps: SidecarWriterDeps, asset: AssetRow): Promise<Writer | undefined> {
  const facts = await exportedFacts(deps.catalog, asset.id);
  return Object.keys(facts).length === 0 ? undefined : (path) => writeXmp(deps.exiftool, path, facts);
}

function jsonWriter(asset: AssetRow): Writer | undefined {
  const marks = exportedMarks(asset);
  return marks && ((path) => writeMarks(path, marks));
}

async function* chosen({ catalog }: SidecarWriterDeps, ids: readonly number[] | undefined): AsyncGenerator<AssetRow> {
  for (const id of ids ?? []) {
    const asset = await assetById(catalog, id);
    if (asset === undefined) throw new AppError('asset-not-found', { detail: `There is no asset ${id}` });
    yield asset;
  }
  if (ids !== undefined) return;
  for (let after = 0; ; ) {
    const page = await nextAssets(catalog.read, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** Two assets of one name: the second gets its number into the name. */
async function targetsOf(deps: SidecarWriterDeps, asset: AssetRow, { to, form = 'xmp' }: ExportRequest, taken: Set<string>): Promise<string[]> {
  if (to === 'beside') {
    const beside = form === 'xmp' ? await besideFiles(deps.catalog, asset.id) : (await filesLeft(deps.catalog, asset.id)).map((path) => `${path}.json`);
    if (beside.length > 0) return beside;
    const target = librarySidecar(deps.dataDir, asset, form);
    await mkdir(join(target, '..'), { recursive: true });
    return [target];
  }
  // Names come from outside: no part of them may lead elsewhere.
  const name = shortened(asset.name.replace(/[/\\\p{Cc}]/gu, '_')) || `asset.${asset.format}`;
  const ending = extname(name);
  const free = taken.has(name.toLowerCase()) ? `${name.slice(0, name.length - ending.length)}-${asset.id}${ending}` : name;
  taken.add(free.toLowerCase());
  return [join(to, `${free.startsWith('.') ? `_${free}` : free}.${form}`)];
}

/** File systems take 255 bytes, and a number and `.xmp` follow. */
function shortened(name: string): string {
  let short = name;
  while (Buffer.byteLength(short) > 220) short = short.slice(0, -1);
  return short;
}
