import type { Asset } from '../api/types.ts';
import { formatExposure } from '../components/format.ts';
import { isPaged } from '../features/gallery/paged.ts';

/** `NIKON CORPORATION`, `NIKON D750` → NIKON D750; the maker is not said twice. */
export function cameraLine({ make, model }: Pick<Asset['camera'], 'make' | 'model'>): string | null {
  if (!model) return make;
  const first = make?.trim().split(/\s+/)[0] ?? '';
  return !make || model.toLowerCase().startsWith(first.toLowerCase()) ? model : `${make.trim()} ${model}`;
}

/** As photographers read it: 50 mm · f/1.8 · 1/250 s · ISO 400. */
export function exposureLine(camera: Asset['camera']): string[] {
  const parts: string[] = [];
  if (camera.focalLengthMm !== null) parts.push(`${Number(camera.focalLengthMm.toFixed(1))} mm`);
  if (camera.aperture !== null) parts.push(`f/${Number(camera.aperture.toFixed(1))}`);
  if (camera.exposureSeconds !== null) parts.push(formatExposure(camera.exposureSeconds));
  if (camera.iso !== null) parts.push(`ISO ${camera.iso}`);
  return parts;
}

export function coordinates({ latitude, longitude }: { latitude: number; longitude: number }): string {
  const part = (value: number, positive: string, negative: string): string => `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`;
  return `${part(latitude, 'N', 'S')}, ${part(longitude, 'E', 'W')}`;
}

/** Where the place is shown on a map. Nothing is loaded from there: the page is left, by a click. */
export function mapAddress({ latitude, longitude }: { latitude: number; longitude: number }): string {
  const [lat, lon] = [latitude.toFixed(6), longitude.toFixed(6)];
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=15/${lat}/${lon}`;
}

export function megapixels({ width, height }: Pick<Asset, 'width' | 'height'>): string {
  const millions = (width * height) / 1e6;
  return millions < 0.1 ? '' : `${millions < 10 ? millions.toFixed(1) : Math.round(millions)} MP`;
}

/** What a file without a picture is: `PDF`, `MD`, by the ending of its name where it has one. */
export function plainFileLine({ name, format }: Pick<Asset, 'name' | 'format'>): string {
  const ending = /[^.]\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1];
  return `${(ending ?? (format === 'bin' ? 'unknown' : format)).toUpperCase()} file`;
}

/** `MP4 · 12.4 MB · 30 fps · h264 · aac`, what the file is made of. */
export function fileLine(asset: Asset): string[] {
  const { video } = asset;
  const frames = asset.kind === 'video' || asset.frames <= 1 ? null : `${asset.frames} ${isPaged(asset.format) ? 'pages' : 'frames'}`;
  const moving = asset.kind === 'video' && video;
  return [
    frames,
    moving && video.framesPerSecond !== null ? `${Number(video.framesPerSecond.toFixed(2))} fps` : null,
    moving ? video.videoCodec : null,
    moving ? (video.audioCodec ?? 'silent') : null,
    asset.hasAlpha ? 'transparent parts' : null,
  ].filter((part) => part !== null);
}
