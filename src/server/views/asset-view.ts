import type { z } from 'zod';
import type { AssetRow, AssetSummaryRow, LocationRow } from '../../catalog/asset-queries.ts';
import { type DominantColor, MIME_TYPES } from '../../domain/asset.ts';
import type { Asset, AssetSummary } from '../schemas/asset.ts';
import { cameraTime, isoTime } from './iso-time.ts';

export function toAssetSummary(row: AssetSummaryRow): z.infer<typeof AssetSummary> {
  return {
    id: row.id,
    name: row.name,
    format: row.format,
    width: row.width,
    height: row.height,
    thumbhash: row.thumbhash.toString('base64'),
    sortAt: isoTime(row.sort_at),
    createdAt: isoTime(row.created_at),
    frames: row.frames,
  };
}

export interface AssetSurroundings {
  readonly locations: readonly LocationRow[];
  isOffline(path: string): boolean;
  readonly supersedes: number[];
  readonly supersededBy: number[];
}

export function toAsset(row: AssetRow, { locations, isOffline, supersedes, supersededBy }: AssetSurroundings): z.infer<typeof Asset> {
  const places = locations.filter(({ kind, state }) => kind !== 'origin' && state === 'present');
  const here = places.some(({ kind, path }) => kind === 'stored' || !isOffline(path));
  return {
    ...toAssetSummary(row),
    sha256: row.sha256.toString('hex'),
    md5: row.md5.toString('hex'),
    mime: MIME_TYPES[row.format],
    bytes: row.bytes,
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
    supersedes,
    supersededBy,
  };
}
