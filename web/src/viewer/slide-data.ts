import type { SlideData } from 'photoswipe';
import { originalUrl, previewUrl, thumbnailUrl } from '../api/client.ts';
import type { AssetSummary } from '../api/types.ts';

/** Long side of a preview, as ingest makes it. */
const PREVIEW_PX = 1440;
/** Formats a browser does not draw: their preview is all there is to see. */
const NOT_DRAWN = new Set(['tiff']);

/**
 * What the stage shows of one asset: the thumbnail at once, the preview when it fits, the original when it is small,
 * moves, or is zoomed beyond the preview (the browser picks by the size drawn).
 */
export function slideData(id: number, ratio: number, summary: AssetSummary | undefined): SlideData {
  const base = { msrc: thumbnailUrl(id), alt: summary?.name ?? '' };
  // Not known yet: the right shape, large enough that zooming is allowed.
  if (!summary) return { ...base, src: previewUrl(id), width: Math.round((ratio / 100) * 2000), height: 2000 };
  const { width, height } = summary;
  const long = Math.max(width, height);
  if (NOT_DRAWN.has(summary.format)) return { ...base, src: previewUrl(id), width, height };
  if (long <= PREVIEW_PX || summary.frames > 1) return { ...base, src: originalUrl(id), width, height };
  const previewWidth = Math.round((width * PREVIEW_PX) / long);
  return { ...base, src: previewUrl(id), srcset: `${previewUrl(id)} ${previewWidth}w, ${originalUrl(id)} ${width}w`, width, height };
}
