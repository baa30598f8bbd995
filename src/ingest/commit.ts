import { createHash } from 'node:crypto';
import { dirname, isAbsolute } from 'node:path';
import { recordActivity } from '../catalog/activity-queries.ts';
import { refreshText } from '../catalog/asset-text.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import type { Engine } from '../catalog/engine.ts';
import { integerColumn, realColumn } from '../catalog/column-number.ts';
import { ensureFolder } from '../catalog/folder-queries.ts';
import { findBySha256, insertAsset, type NewAsset, putLocation, recordAssetChange } from '../catalog/ingest-queries.ts';
import { deletedContent, forgetDeleted } from '../catalog/deleted-queries.ts';
import { locationsAt, recordSuperseded } from '../catalog/living-queries.ts';
import { askDescribe, NEVER_DESCRIBED } from '../catalog/describe-queries.ts';
import { claimKeywords } from '../catalog/keyword-claims.ts';
import { factColumns, putGeneration, putMetadata, refreshFacts } from '../catalog/metadata-queries.ts';
import { askProxy } from '../catalog/proxy-queries.ts';
import { attachSidecars } from '../catalog/sidecar-queries.ts';
import { stackAsset } from '../catalog/stack-asset.ts';
import { restoreAssets } from '../catalog/trash-queries.ts';
import { wantedBySession } from '../catalog/wanted-metadata-queries.ts';
import { crashPoint } from '../core/crash-point.ts';
import { AppError } from '../core/errors.ts';
import type { Analysis } from '../domain/asset.ts';
import type { StackRules } from '../domain/stack.ts';
import { isFilm, isPlainFile } from '../domain/format.ts';
import type { IngestPayload, LeasedJob, StageTimings } from '../domain/job.ts';
import { mergeFacts } from '../domain/merge-facts.ts';
import type { ExtractedMetadata } from '../domain/metadata.ts';
import { sortTime } from '../domain/sort-time.ts';
import { onlyWanted, wantedGeneration } from '../domain/wanted-metadata.ts';
import { recordAndFinish, recordEnd } from '../jobs/end-attempt.ts';
import type { Comeback } from './comeback.ts';
import { EXTRACTOR_VERSION } from '../media/metadata/extractor-version.ts';
import { dateInName } from '../media/metadata/name-date.ts';
import type { IdentifiedFile } from './identify.ts';
import { mediaPlace } from './media-place.ts';
import { shotOrigin } from './shot-origin.ts';

export interface CommitInput {
  readonly job: LeasedJob;
  readonly payload: IngestPayload;
  readonly file: IdentifiedFile;
  /** Key of the stored original; null when the bytes stay where they are. */
  readonly storedKey: string | null;
  readonly comeback: Comeback;
  readonly engine: Engine;
  readonly stacks: StackRules;
  /** Times of the stages so far, this one's up to the moment of asking. */
  readonly timings: () => StageTimings;
  readonly now: number;
}

export interface Committed {
  readonly outcome: 'ingested' | 'duplicate';
  readonly assetId: number;
  /** Name of the asset; of the existing one for a duplicate. */
  readonly assetName: string;
  /** It lay in the trash until now. */
  readonly restored?: boolean;
}

/** One transaction with everything known about a new content: asset, locations, outcome, counters, change. */
export async function commitAsset(catalog: Catalog, input: CommitInput, analysis: Analysis): Promise<Committed> {
  const wanted = await wantedBySession(catalog.read, input.job.sessionId ?? '');
  const found = onlyWanted(analysis.metadata, wanted, 'embedded');
  const generation = wantedGeneration(analysis.generation, wanted);
  return catalog.write(async (tx) => {
    const embedded = found.facts;
    const guessed = embedded.takenAt === undefined ? dateInName(input.payload.name, input.now) : undefined;
    const { facts } = mergeFacts([{ origin: 'embedded', facts: embedded }, ...(guessed === undefined ? [] : [{ origin: 'derived' as const, facts: guessed }])]);
    const columns = factColumns(facts);
    const sort_at = sortTime({ takenAt: columns.taken_at, fileTime: input.file.mtimeMs, cameIn: input.now });
    const id = await insertAsset(tx, { ...assetRow(input, analysis), ...columns, sort_at });
    // Lost the race: the same content came in by another worker between dedupe and here.
    if (id === undefined) return commitDuplicateIn(tx, input);
    crashPoint('commit:asset-inserted');
    if (Object.keys(embedded).length > 0) await putMetadata(tx, id, { origin: 'embedded', now: input.now }, found);
    if (guessed !== undefined) await putMetadata(tx, id, { origin: 'derived', now: input.now }, { facts: guessed, raw: null });
    if (found.facts.keywords !== undefined) await claimKeywords(tx, id, [{ origin: 'embedded', ...found }], input.now);
    if (!isPlainFile(input.file.format)) await askDescribe(tx, [id], input.now, EXTRACTOR_VERSION);
    if (needsProxy(input, analysis)) await askProxy(tx, { id, sha256: input.file.hash.sha256, name: input.payload.name }, input.now);
    if (generation === undefined) await refreshText(tx, id);
    else await putGeneration(tx, id, generation);
    await forgetPurged(tx, input);
    await recordAssetChange(tx, 'asset-added', id, input.now);
    const committed = await end(tx, input, { outcome: 'ingested', assetId: id, assetName: input.payload.name }, found.raw);
    await recordActivity(tx, 'ingested', 1, input.now);
    return committed;
  });
}

/** A video, or frames in an archive, that browsers do not play as it is. */
function needsProxy({ file }: CommitInput, { motion }: Analysis): boolean {
  return isFilm(file.format) && motion?.playable === false;
}

/** Records one more place of a known content. */
export function commitDuplicate(catalog: Catalog, input: CommitInput): Promise<Committed> {
  return catalog.write((tx) => commitDuplicateIn(tx, input));
}

async function commitDuplicateIn(tx: WriteTx, input: CommitInput): Promise<Committed> {
  const known = await findBySha256(tx, input.file.hash.sha256);
  // Purged between dedupe and here: the next attempt finds out what that means for this file.
  if (known === undefined) throw new AppError('being-purged', { detail: `${input.payload.name} is just being deleted` });
  const restored = known.state === 'trashed' && input.comeback.takesBack && (await restoreAssets(tx, [known.id], input.now)).length > 0;
  return end(tx, input, { outcome: 'duplicate', assetId: known.id, assetName: known.name, restored });
}

/**
 * A content that was purged is back: no longer remembered as deleted. When it was purged only after dedupe looked, its
 * stored file may be going this moment, so the whole is undone and tried again.
 */
async function forgetPurged(tx: WriteTx, { file, payload, comeback }: CommitInput): Promise<void> {
  const deleted = await deletedContent(tx, file.hash.sha256);
  if (deleted === undefined) return;
  if (deleted.deleted_at !== comeback.deletedAt || deleted.purging === 1)
    throw new AppError('being-purged', { detail: `${payload.name} is just being deleted` });
  await forgetDeleted(tx, [file.hash.sha256]);
}

async function end(tx: WriteTx, input: CommitInput, committed: Committed, raw?: ExtractedMetadata['raw']): Promise<Committed> {
  const { job, payload, file, now } = input;
  const common = { asset_id: committed.assetId, bytes: file.bytes, session_id: job.sessionId ?? '', created_at: now, state: 'present' as const };
  const path = originPath(job, payload);
  const referenced = payload.mode === 'reference';
  if (referenced) await noteSuperseded(tx, committed.assetId, path, now);
  if (input.storedKey !== null) await putLocation(tx, { ...common, kind: 'stored', path: input.storedKey, name: payload.name, mtime_ms: now });
  await putLocation(tx, {
    ...common,
    kind: referenced ? 'referenced' : 'origin',
    path,
    name: payload.name,
    mtime_ms: file.mtimeMs,
    // A file that stays counts in its folder; one left where it is can be known again by its inode after a move.
    folder_id: payload.mode !== 'move' && isAbsolute(path) ? await ensureFolder(tx, dirname(path)) : null,
    ...(referenced ? { dev: String(file.stamp.dev), ino: String(file.stamp.ino) } : {}),
  });
  // What lay beside it and was read before it came.
  if (await attachSidecars(tx, input.engine, committed.assetId, mediaPlace(job, payload), now)) await refreshFacts(tx, committed.assetId, now, true);
  await stackAsset(tx, input.engine, committed.assetId, shotOrigin(mediaPlace(job, payload), payload.mode === 'move', raw), input.stacks, now);
  const facts = { name: payload.name, bytes: file.bytes, timings: input.timings(), now };
  // Nothing to settle when the source stays: the job ends in this same transaction.
  const record = payload.mode === 'move' ? recordEnd : recordAndFinish;
  await record(tx, job, { outcome: committed.outcome, assetId: committed.assetId }, facts);
  crashPoint('commit:outcome-recorded');
  return committed;
}

/** A referenced file was overwritten: its place now speaks of the new content, and the two assets know of each other. */
async function noteSuperseded(tx: WriteTx, assetId: number, path: string, now: number): Promise<void> {
  const [before] = await locationsAt(tx, [path]);
  if (before?.kind === 'referenced' && before.asset_id !== assetId) {
    await recordSuperseded(tx, assetId, before.asset_id, now);
    await recordAssetChange(tx, 'asset-updated', before.asset_id, now);
  }
}

/** Where the bytes came from. An upload has no path of its own: the temporary one says nothing. */
export function originPath(job: LeasedJob, payload: IngestPayload): string {
  if (payload.origin !== undefined) return shortOrigin(payload.origin);
  return payload.source === 'upload' ? `upload:${job.id}/${payload.name}` : payload.path;
}

/** PostgreSQL indexes texts of at most 2,700 bytes; a name in an archive may have 65,535. */
const MAX_ORIGIN_BYTES = 2_000;

function shortOrigin(origin: string): string {
  const bytes = Buffer.from(origin);
  if (bytes.length <= MAX_ORIGIN_BYTES) return origin;
  return `${bytes.toString('utf8', 0, MAX_ORIGIN_BYTES)}… ${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`;
}

function assetRow({ job, payload, file, now }: CommitInput, analysis: Analysis): Omit<NewAsset, 'sort_at'> {
  const { fingerprint, motion } = analysis;
  return {
    sha256: file.hash.sha256,
    md5: file.hash.md5,
    format: file.format,
    bytes: file.bytes,
    width: analysis.width,
    height: analysis.height,
    orientation: analysis.orientation,
    frames: integerColumn(analysis.frames) ?? 1,
    has_alpha: analysis.hasAlpha ? 1 : 0,
    phash: fingerprint.phash,
    fine_hash: fingerprint.fineHash,
    thumbhash: fingerprint.thumbhash,
    colors_json: JSON.stringify(fingerprint.colors),
    preview_ext: analysis.preview.ext,
    name: payload.name,
    duration_ms: integerColumn(motion?.durationMs),
    frames_per_second: realColumn(motion?.framesPerSecond),
    video_codec: motion?.videoCodec ?? null,
    audio_codec: motion?.audioCodec ?? null,
    playable: motion === undefined ? null : motion.playable ? 1 : 0,
    strip: motion?.strip === undefined ? null : 1,
    frames_hash: motion?.framesHash ?? null,
    session_id: job.sessionId ?? '',
    created_at: now,
    ...(isPlainFile(file.format) ? { described: NEVER_DESCRIBED } : {}),
  };
}
