import type { SlideData } from 'photoswipe';
import { originalUrl, previewUrl, thumbnailUrl } from '../api/client.ts';
import type { AssetSummary } from '../api/types.ts';

/** Long side of a preview, as ingest makes it. */
export const PREVIEW_PX = 1440;
/** Formats browsers draw; of all others the preview is what there is to see. */
export const DRAWN: ReadonlySet<string> = new Set(['jpg', 'png', 'webp', 'gif', 'avif', 'bmp', 'svg']);

/** Played by the player: a video, or frames in an archive. */
export const isMovie = (summary: Pick<AssetSummary, 'kind'> | undefined): boolean => summary?.kind === 'video' || summary?.kind === 'animation';

/** Side of the card that stands for a file without a picture. */
export const CARD_PX = 480;
export const isCard = (summary: Pick<AssetSummary, 'kind'> | undefined): boolean => summary?.kind === 'file';

/**
 * What the stage shows of one asset: the thumbnail at once, the preview when it fits, the original when it is small,
 * moves, or is zoomed beyond the preview (the browser picks by the size drawn). A movie is a place for the player.
 */
export function slideData(id: number, ratio: number, summary: AssetSummary | undefined): SlideData {
  // Without a size the slide fills the stage, and the player fits the picture into it.
  if (isMovie(summary)) return { type: 'movie', id, html: '' };
  const base = { id, msrc: thumbnailUrl(id, summary?.version), alt: summary?.name ?? '' };
  // Not known yet: the right shape, large enough that zooming is allowed.
  if (!summary) return { ...base, src: previewUrl(id), width: Math.round((ratio / 100) * 2000), height: 2000 };
  if (isCard(summary)) return { ...base, src: previewUrl(id, summary.version), width: CARD_PX, height: CARD_PX };
  const { width, height, version } = summary;
  const long = Math.max(width, height);
  if (!DRAWN.has(summary.format)) return { ...base, src: previewUrl(id, version), width, height };
  if (long <= PREVIEW_PX || summary.frames > 1) return { ...base, src: originalUrl(id, version), width, height };
  const previewWidth = Math.round((width * PREVIEW_PX) / long);
  return { ...base, src: previewUrl(id, version), srcset: `${previewUrl(id, version)} ${previewWidth}w, ${originalUrl(id, version)} ${width}w`, width, height };
}
