import { IconHeartFilled } from '@tabler/icons-react';
import type { AssetSummary } from '../../api/types.ts';
import { contentRatingTitle } from '../marks/mark-words.ts';
import classes from './gallery.module.css';

/** A favourite, and what not everybody wants to see: the letter of its content rating. Milder ones have no sign. */
export function TileMarks({ summary }: { readonly summary: AssetSummary }) {
  const { favourite, contentRating } = summary;
  const letter = contentRating === 'questionable' ? 'Q' : contentRating === 'explicit' ? 'E' : null;
  if (!favourite && letter === null) return null;
  return (
    <span className={classes.marks}>
      {favourite && <IconHeartFilled size={11} aria-label="Favourite" />}
      {letter && <span title={contentRatingTitle(contentRating)}>{letter}</span>}
    </span>
  );
}
