import { Tooltip } from '@mantine/core';
import { IconBan, IconStar, IconStarFilled } from '@tabler/icons-react';
import { OriginMark } from './origin-mark.tsx';
import classes from './rating-stars.module.css';

interface RatingStarsProps {
  /** −1 (rejected) to 5; null as 0 */
  readonly rating: number | null;
  readonly onRate: (rating: number) => void;
}

export const ratingWords = (rating: number): string =>
  rating === -1 ? 'Rejected' : rating === 0 ? 'Rating removed' : `Rated ${rating} ${rating === 1 ? 'star' : 'stars'}`;

/** Stars to click; the one it has already takes the rating away. Keys 0 to 5 and − while the focus is here. */
export function RatingStars({ rating, onRate }: RatingStarsProps) {
  const now = rating ?? 0;
  return (
    <div
      className={classes.stars}
      role="group"
      aria-label="Rating"
      onKeyDown={(event) => {
        if (event.key !== '-' || event.ctrlKey || event.metaKey) return;
        // Elsewhere this key zooms out.
        event.preventDefault();
        event.stopPropagation();
        onRate(-1);
      }}
    >
      {[1, 2, 3, 4, 5].map((star) => (
        <button
          key={star}
          type="button"
          aria-label={star === 1 ? '1 star' : `${star} stars`}
          aria-pressed={now === star}
          className={classes.star}
          data-lit={star <= now || undefined}
          onClick={() => onRate(star === now ? 0 : star)}
        >
          {star <= now ? <IconStarFilled size={20} aria-hidden /> : <IconStar size={20} stroke={1.5} aria-hidden />}
        </button>
      ))}
      <Tooltip label="Rejected (X)">
        <button
          type="button"
          className={`${classes.star} ${classes.reject}`}
          aria-label="Rejected"
          aria-pressed={now === -1}
          onClick={() => onRate(now === -1 ? 0 : -1)}
        >
          <IconBan size={19} stroke={1.7} aria-hidden />
        </button>
      </Tooltip>
      <OriginMark label="Rating" of={['rating']} top={3} />
    </div>
  );
}
