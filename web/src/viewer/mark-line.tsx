import { Tooltip } from '@mantine/core';
import { IconHeart, IconHeartFilled } from '@tabler/icons-react';
import type { Asset, AssetEdit } from '../api/types.ts';
import { CONTENT_RATINGS } from '../features/marks/mark-words.ts';
import classes from './mark-line.module.css';
import { OriginMark } from './origin-mark.tsx';

interface MarkLineProps {
  readonly asset: Pick<Asset, 'favourite' | 'contentRating' | 'contentRatingOrigin'>;
  readonly onEdit: (edit: AssetEdit, words: string) => void;
}

/** Favourite and content rating. The rating it has already, pressed again, is taken back; nobody's word is not the mildest one. */
export function MarkLine({ asset, onEdit }: MarkLineProps) {
  const { favourite, contentRating, contentRatingOrigin: by } = asset;
  return (
    <div className={classes.line}>
      <button
        type="button"
        className={classes.favourite}
        aria-pressed={favourite}
        aria-label="Favourite (F)"
        title="Favourite (F)"
        onClick={() => onEdit({ favourite: !favourite }, favourite ? 'No favourite any more' : 'A favourite')}
      >
        {favourite ? <IconHeartFilled size={20} aria-hidden /> : <IconHeart size={20} stroke={1.5} aria-hidden />}
      </button>
      <div className={classes.ratings} role="group" aria-label={contentRating === null ? 'Content rating: nobody has looked' : 'Content rating'}>
        {CONTENT_RATINGS.map(({ name, title }) => (
          <Tooltip key={name} label={title} zIndex={450}>
            <button
              type="button"
              data-rating={name}
              aria-pressed={contentRating === name}
              aria-label={title}
              onClick={() =>
                contentRating === name
                  ? onEdit({ contentRating: null }, by === 'human' ? 'Content rating taken back' : 'Nothing said of its content')
                  : onEdit({ contentRating: name }, `Rated ${title.toLowerCase()}`)
              }
            >
              {contentRating === name ? title : title.charAt(0)}
            </button>
          </Tooltip>
        ))}
      </div>
      <OriginMark label="Content rating" of={['contentRating']} top={3} />
    </div>
  );
}
