import { lstat } from 'node:fs/promises';
import type { BlobStore } from '../blobs/blob-store.ts';
import { assetById, type LocationRow, locationsOf } from '../catalog/asset-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { dropJob, markAnimated, markDescribed } from '../catalog/describe-queries.ts';
import { dropMetadata, putMetadata, refreshFacts } from '../catalog/metadata-queries.ts';
import { attachSidecars } from '../catalog/sidecar-queries.ts';
import { stackAsset } from '../catalog/stack-asset.ts';
import { wantedOfAsset } from '../catalog/wanted-metadata-queries.ts';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import type { LeasedJob } from '../domain/job.ts';
import type { ExtractedMetadata } from '../domain/metadata.ts';
import type { StackRules } from '../domain/stack.ts';
import { onlyWanted, wantedGeneration } from '../domain/wanted-metadata.ts';
import { shotOrigin } from '../ingest/shot-origin.ts';
import { placeOfLocation } from '../ingest/media-place.ts';
import type { MediaLimits } from '../media/limits.ts';
import { EXTRACTOR_VERSION } from '../media/metadata/extractor-version.ts';
import { dateInName } from '../media/metadata/name-date.ts';
import { readAnimation } from '../media/stills/read-animation.ts';
import { offlinePaths } from '../roots/offline-paths.ts';
import { putReread, rereadAsset } from './reread-generation.ts';

export interface DescribeDeps {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly clock: Clock;
  /** Which shots are put together. */
  readonly stacks: StackRules;
  readonly limits: MediaLimits;
  /** Everything that is written in a file; throws `metadata-unreadable` as AppError. */
  read(path: string): Promise<ExtractedMetadata>;
}

/**
 * Reads everything that is written in an asset's original and puts it in the place of what ingest read in passing. Done again it
 * ends the same. An asset whose bytes are away now is left for later: the back-fill asks again once they are back.
 */
export async function describeAsset(deps: DescribeDeps, job: LeasedJob): Promise<void> {
  const { catalog, clock } = deps;
  const { asset: id, generationBy } = job.payload as { asset: number; generationBy?: number };
  const asset = await assetById(catalog, id);
  const locations = asset === undefined ? [] : await locationsOf(catalog, id);
  const path = await readable(deps, locations);
  if (asset === undefined || path === undefined) return end(deps, job, async () => {});
  const wanted = await wantedOfAsset(catalog.read, id);
  const found = onlyWanted(await deps.read(path), wanted, 'embedded');
  const reread = generationBy === EXTRACTOR_VERSION ? 'unknown' : await rereadAsset(path, asset, deps.limits);
  const made = typeof reread === 'string' ? reread : (wantedGeneration(reread, wanted) ?? 'unknown');
  // Taken in before that was read of its format.
  const animation = asset.frames === 1 && generationBy !== EXTRACTOR_VERSION ? await readAnimation({ path }, asset.format).catch(() => undefined) : undefined;
  await end(deps, job, async (tx) => {
    const now = clock();
    await putMetadata(tx, id, { origin: 'embedded', now }, found);
    const guessed = found.facts.takenAt === undefined ? dateInName(asset.name, now) : undefined;
    if (guessed !== undefined) await putMetadata(tx, id, { origin: 'derived', now }, { facts: guessed, raw: null });
    else await dropMetadata(tx, id, 'derived');
    for (const location of locations) if (location.kind !== 'stored') await attachSidecars(tx, catalog.engine, id, placeOfLocation(location), now);
    await putReread(tx, id, made);
    if (animation !== undefined) await markAnimated(tx, id, animation);
    await refreshFacts(tx, id, now, true);
    // only now it is known when and with what a RAW or a film was shot
    for (const location of locations)
      if (location.kind !== 'stored')
        await stackAsset(tx, catalog.engine, id, shotOrigin(placeOfLocation(location), location.state === 'removed', found.raw), deps.stacks, now);
    await markDescribed(tx, id, EXTRACTOR_VERSION);
  });
}

async function end({ catalog }: DescribeDeps, job: LeasedJob, work: (tx: WriteTx) => Promise<void>): Promise<void> {
  await catalog.write(async (tx) => {
    if (!(await dropJob(tx, job))) throw new AppError('lease-lost');
    await work(tx);
  });
}

/** The stored original, else a file left where it is that is still the one that was taken in. */
async function readable({ catalog, store }: DescribeDeps, locations: readonly LocationRow[]): Promise<string | undefined> {
  const isOffline = await offlinePaths(catalog.read);
  for (const { kind, path, state, bytes, mtime_ms } of locations) {
    if (kind === 'origin' || state !== 'present') continue;
    const file = kind === 'stored' ? store.localPath(path) : isOffline(path) ? undefined : path;
    if (file === undefined) continue;
    const stat = await lstat(file).catch(() => undefined);
    if (stat?.isFile() === true && stat.size === bytes && (kind === 'stored' || Math.trunc(stat.mtimeMs) === mtime_ms)) return file;
  }
  return undefined;
}
