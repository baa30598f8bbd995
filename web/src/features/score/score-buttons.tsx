import { IconArrowBackUp, IconChevronLeft, IconChevronRight, IconHeart, IconHeartFilled } from '@tabler/icons-react';
import { CONTENT_RATINGS, scoreText } from '../marks/mark-words.ts';
import classes from './score.module.css';
import type { Said } from './use-scoring.ts';

interface ScoreButtonsProps {
  readonly now: Said | null;
  readonly onScore: (score: number) => void;
  readonly onFavourite: () => void;
  readonly onContent: (rating: (typeof CONTENT_RATINGS)[number]) => void;
  readonly onUndo: () => void;
  readonly canUndo: boolean;
  readonly onGo: (by: number) => void;
}

const SCORES = [-1, 0, 1, 2, 3, 4, 5];

/** Everything the keys do, for fingers. What is said of the picture already is lit. */
export function ScoreButtons({ now, onScore, onFavourite, onContent, onUndo, canUndo, onGo }: ScoreButtonsProps) {
  const none = now === null;
  return (
    <div className={classes.buttons}>
      <div className={classes.row} role="group" aria-label="Score">
        {SCORES.map((score) => (
          <button
            key={score}
            type="button"
            disabled={none}
            className={classes.score}
            data-lit={now?.rating === score || undefined}
            data-low={score === -1 || undefined}
            aria-pressed={now?.rating === score}
            aria-label={score === -1 ? 'Score −1, rejected' : score === 0 ? 'No score' : `Score ${score}`}
            onClick={() => onScore(score)}
          >
            {scoreText(score)}
          </button>
        ))}
      </div>
      <div className={classes.row}>
        <button type="button" className={classes.tool} aria-label="Previous picture (←)" onClick={() => onGo(-1)}>
          <IconChevronLeft size={20} aria-hidden />
        </button>
        <button type="button" className={classes.tool} disabled={!canUndo} aria-label="Undo (U)" onClick={onUndo}>
          <IconArrowBackUp size={19} aria-hidden />
        </button>
        <span className={classes.group} role="group" aria-label="Content rating">
          {CONTENT_RATINGS.map((rating) => (
            <button
              key={rating.name}
              type="button"
              disabled={none}
              className={classes.content}
              data-rating={rating.name}
              data-lit={now?.contentRating === rating.name || undefined}
              aria-pressed={now?.contentRating === rating.name}
              aria-label={rating.title}
              title={`${rating.title} (${rating.key.toUpperCase()})`}
              onClick={() => onContent(rating)}
            >
              {rating.key.toUpperCase()}
            </button>
          ))}
        </span>
        <button
          type="button"
          disabled={none}
          className={classes.tool}
          data-favourite={now?.favourite || undefined}
          aria-pressed={now?.favourite ?? false}
          aria-label="Favourite (F)"
          onClick={onFavourite}
        >
          {now?.favourite ? <IconHeartFilled size={19} aria-hidden /> : <IconHeart size={19} aria-hidden />}
        </button>
        <button type="button" className={classes.tool} disabled={none} aria-label="Next picture (Space)" onClick={() => onGo(1)}>
          <IconChevronRight size={20} aria-hidden />
        </button>
      </div>
    </div>
  );
}
