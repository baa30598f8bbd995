import type { z } from 'zod';
import type { AssetRow, AssetSummaryRow, LocationRow } from '../../catalog/asset-queries.ts';
import type { DominantColor } from '../../domain/asset.ts';
import { assetVersion } from '../../domain/asset-version.ts';
import { FORMATS } from '../../domain/format.ts';
import { wrongEnding } from '../../domain/wrong-ending.ts';
import type { NoteRow } from '../../catalog/note-queries.ts';
import type { AssetTag } from '../../catalog/tag-queries.ts';
import { CONTENT_RATINGS } from '../../domain/tag.ts';
import type { FamilySize } from '../../catalog/relation-queries.ts';
import type { GenerationRow } from '../../catalog/metadata-queries.ts';
import type { Asset, AssetGeneration, AssetSummary, AssetVideo } from '../schemas/asset.ts';
import { cameraTime, isoTime } from './iso-time.ts';
import { toNote } from './note-view.ts';

export function toAssetSummary(row: AssetSummaryRow): z.infer<typeof AssetSummary> {
  return {
    id: row.id,
    version: assetVersion(row.sha256),
    name: row.name,
    format: row.format,
    width: row.width,
    height: row.height,
    thumbhash: row.thumbhash.toString('base64'),
    sortAt: isoTime(row.sort_at),
    createdAt: isoTime(row.created_at),
    frames: row.frames,
    kind: FORMATS[row.format].kind,
    durationMs: row.duration_ms,
    stackSize: row.stack_size,
    rating: row.rating,
    favourite: row.favourite === 1,
    contentRating: row.content_rating === null ? null : CONTENT_RATINGS[row.content_rating]!,
  };
}

function toAssetTag({ origins, ...tag }: AssetTag): z.infer<typeof Asset>['tags'][number] {
  return { ...tag, origins: [...origins] };
}

export interface AssetSurroundings {
  readonly locations: readonly LocationRow[];
  isOffline(path: string): boolean;
  readonly supersedes: number[];
  readonly supersededBy: number[];
  readonly family: FamilySize;
  readonly pools: ReadonlyArray<{ readonly id: number; readonly name: string; readonly count: number }>;
  readonly generation: GenerationRow | undefined;
  readonly tags: readonly AssetTag[];
  readonly denied: readonly AssetTag[];
  readonly notes: readonly NoteRow[];
}

export function toAsset(
  row: AssetRow,
  { locations, isOffline, supersedes, supersededBy, family, pools, generation, tags, denied, notes }: AssetSurroundings,
): z.infer<typeof Asset> {
  const places = locations.filter(({ kind, state }) => kind !== 'origin' && state === 'present');
  const here = places.some(({ kind, path }) => kind === 'stored' || !isOffline(path));
  return {
    ...toAssetSummary(row),
    sha256: row.sha256.toString('hex'),
    md5: row.md5.toString('hex'),
    mime: FORMATS[row.format].mime,
    bytes: row.bytes,
    note: wrongEnding(row.name, row.format),
    orientation: row.orientation,
    hasAlpha: row.has_alpha === 1,
    phash: row.phash.toString('hex'),
    colors: JSON.parse(row.colors_json) as DominantColor[],
    takenAt: row.taken_at === null ? null : cameraTime(row.taken_at, row.taken_at_offset),
    camera: {
      make: row.camera_make,
      model: row.camera_model,
      lens: row.lens,
      focalLengthMm: row.focal_length,
      aperture: row.aperture,
      iso: row.iso,
      exposureSeconds: row.exposure_seconds,
      software: row.software,
    },
    place: row.latitude === null || row.longitude === null ? null : { latitude: row.latitude, longitude: row.longitude, altitudeMetres: row.altitude },
    doubtfulDate: row.doubtful_date,
    title: row.title,
    description: row.description,
    keywords: row.keywords_json === null ? [] : (JSON.parse(row.keywords_json) as string[]),
    creator: row.creator,
    copyright: row.copyright,
    contentRatingOrigin: row.content_rating_origin,
    tags: tags.map(toAssetTag),
    notes: notes.map(toNote),
    deniedTags: denied.map(toAssetTag),
    video: toVideo(row),
    generation: generation === undefined ? null : toGeneration(generation),
    stackId: row.stack_id,
    sessionId: row.session_id,
    state: row.state,
    trashedAt: row.trashed_at === null ? null : isoTime(row.trashed_at),
    trashBatch: row.trash_id,
    locations: locations.map((location) => ({
      kind: location.kind,
      path: location.path,
      name: location.name,
      bytes: location.bytes,
      state: location.state,
      offline: location.kind === 'referenced' && isOffline(location.path),
      createdAt: isoTime(location.created_at),
    })),
    availability: here ? 'here' : places.length > 0 ? 'offline' : 'missing',
    family,
    pools: pools.map(({ id, name, count }) => ({ id, name, count })),
    supersedes,
    supersededBy,
  };
}

function toVideo(row: AssetRow): z.infer<typeof AssetVideo> | null {
  if (row.duration_ms === null) return null;
  return {
    durationMs: row.duration_ms,
    framesPerSecond: row.frames_per_second,
    videoCodec: row.video_codec,
    audioCodec: row.audio_codec,
    playable: row.playable === 1,
    strip: row.strip === 1,
  };
}

function toGeneration(row: GenerationRow): z.infer<typeof AssetGeneration> {
  return {
    generator: row.generator,
    prompt: row.prompt,
    negative: row.negative,
    model: row.model,
    modelHash: row.model_hash,
    vae: row.vae,
    loras: JSON.parse(row.loras_json) as z.infer<typeof AssetGeneration>['loras'],
    sampler: row.sampler,
    scheduler: row.scheduler,
    steps: row.steps,
    cfg: row.cfg,
    seed: row.seed,
    width: row.width,
    height: row.height,
    denoise: row.denoise,
    hires: row.hires_json === null ? null : (JSON.parse(row.hires_json) as z.infer<typeof AssetGeneration>['hires']),
    keywords: JSON.parse(row.keywords_json) as string[],
    extra: JSON.parse(row.extra_json) as Record<string, string>,
    raw: JSON.parse(row.raw_json) as Record<string, string>,
  };
}
