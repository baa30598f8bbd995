import type { Asset } from '../api/types.ts';
import { formatExposure } from '../components/format.ts';

/** `NIKON CORPORATION`, `NIKON D750` → NIKON D750; the maker is not said twice. */
export function cameraLine({ make, model }: Pick<Asset['camera'], 'make' | 'model'>): string | null {
  if (!model) return make;
  const first = make?.trim().split(/\s+/)[0] ?? '';
  return !make || model.toLowerCase().startsWith(first.toLowerCase()) ? model : `${make.trim()} ${model}`;
}

export function exposureLine(camera: Asset['camera']): string[] {
  const parts: string[] = [];
  if (camera.aperture !== null) parts.push(`ƒ/${Number(camera.aperture.toFixed(1))}`);
  if (camera.exposureSeconds !== null) parts.push(formatExposure(camera.exposureSeconds));
  if (camera.iso !== null) parts.push(`ISO ${camera.iso}`);
  if (camera.focalLengthMm !== null) parts.push(`${Number(camera.focalLengthMm.toFixed(1))} mm`);
  return parts;
}

export function coordinates({ latitude, longitude }: { latitude: number; longitude: number }): string {
  const part = (value: number, positive: string, negative: string): string => `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`;
  return `${part(latitude, 'N', 'S')}, ${part(longitude, 'E', 'W')}`;
}

export function megapixels({ width, height }: Pick<Asset, 'width' | 'height'>): string {
  const millions = (width * height) / 1e6;
  return millions < 0.1 ? '' : `${millions < 10 ? millions.toFixed(1) : Math.round(millions)} MP`;
}
