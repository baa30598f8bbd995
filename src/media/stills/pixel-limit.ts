import { AppError } from '../../core/errors.ts';
import type { MediaLimits } from '../limits.ts';

/** Throws `too-many-pixels` for a size beyond the limits, `decode-failed` for one that is none. */
export function assertPixels(width: number, height: number, limits: Pick<MediaLimits, 'maxPixels'>): void {
  if (!(width >= 1 && height >= 1)) throw new AppError('decode-failed', { detail: `its size is said to be ${width} × ${height}` });
  if (width * height > limits.maxPixels) {
    throw new AppError('too-many-pixels', { detail: `${width} × ${height} is ${width * height} pixels; the limit is ${limits.maxPixels}.` });
  }
}
