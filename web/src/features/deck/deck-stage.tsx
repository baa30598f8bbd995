import { memo } from 'react';
import { originalUrl, previewUrl, thumbnailUrl } from '../../api/client.ts';
import type { AssetSummary } from '../../api/types.ts';
import { DRAWN, isMovie, PREVIEW_PX } from '../../viewer/slide-data.ts';
import classes from './deck.module.css';

interface DeckStageProps {
  readonly items: readonly AssetSummary[];
  readonly index: number;
  /** The picture fills the stage, and what sticks out is cut off. */
  readonly fill?: boolean;
  readonly blurred?: (asset: AssetSummary) => boolean;
}

const BEHIND = 1;
/** At three keys a second a picture has two seconds to come. */
const AHEAD = 6;

/**
 * The picture at `index`, with those around it drawn out of sight: going on shows what is there already, in the same place, without a
 * flash. Their elements stay the same ones while they come nearer, because each has its key.
 */
export function DeckStage({ items, index, fill = false, blurred }: DeckStageProps) {
  const first = Math.max(0, index - BEHIND);
  return items
    .slice(first, index + AHEAD + 1)
    .map((asset, at) => <Slide key={asset.id} asset={asset} shown={first + at === index} fill={fill} blurred={blurred?.(asset) ?? false} />);
}

interface SlideProps {
  readonly asset: AssetSummary;
  readonly shown: boolean;
  readonly fill: boolean;
  readonly blurred: boolean;
}

const Slide = memo(function Slide({ asset, shown, fill, blurred }: SlideProps) {
  return (
    <div className={classes.slide} data-shown={shown || undefined} data-fill={fill || undefined} data-blurred={blurred || undefined} aria-hidden={!shown}>
      <img src={thumbnailUrl(asset.id, asset.version)} alt="" decoding="sync" draggable={false} />
      {/* Waits for itself rather than show a frame without it: it has been loaded before. */}
      <img src={largeUrl(asset)} alt={shown ? asset.name : ''} decoding="sync" draggable={false} data-deck={asset.id} />
    </div>
  );
});

/** What is shown of a picture on a screen: the original when it is small or moves, else the preview. */
function largeUrl(asset: AssetSummary): string {
  const small = Math.max(asset.width, asset.height) <= PREVIEW_PX || asset.frames > 1;
  return !isMovie(asset) && small && DRAWN.has(asset.format) ? originalUrl(asset.id, asset.version) : previewUrl(asset.id, asset.version);
}
