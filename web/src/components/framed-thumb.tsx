import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { AssetSummary } from '../api/types.ts';
import { placeholderOf } from '../features/gallery/placeholder.ts';
import { ThumbImage } from './thumb-image.tsx';
import classes from './tiles.module.css';

interface FramedThumbProps {
  readonly asset: Pick<AssetSummary, 'id' | 'version' | 'contentRating' | 'thumbhash'>;
  readonly draggable?: boolean;
  /** Over the picture. */
  readonly children?: React.ReactNode;
}

/** A picture cut to a square: its colours until it is there, a sign when it cannot be shown. */
export function FramedThumb({ asset, draggable = true, children }: FramedThumbProps) {
  const [state, setState] = useState<'waiting' | 'loaded' | 'failed'>('waiting');
  const placeholder = state === 'loaded' ? undefined : placeholderOf(asset.thumbhash);
  return (
    <span className={classes.frame} data-frame style={placeholder ? { backgroundImage: `url(${placeholder})` } : undefined}>
      {state === 'failed' ? (
        <IconPhotoOff size={24} stroke={1.5} aria-hidden />
      ) : (
        <ThumbImage
          asset={asset}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={draggable}
          onLoad={() => setState('loaded')}
          onError={() => setState('failed')}
        />
      )}
      {children}
    </span>
  );
}
