import type { Outcome, Session } from '../../api/types.ts';
import { formatCount } from '../../components/format.ts';
import { OUTCOMES } from './session-words.ts';
import classes from './sessions.module.css';

interface OutcomeTilesProps {
  readonly session: Session;
  /** The filter now, null for all; absent where the tiles lead to the files instead. */
  readonly selected?: Outcome | null;
  readonly onSelect: (outcome: Outcome | null) => void;
}

/** How the files ended, in numbers; each is a filter of the list below. */
export function OutcomeTiles({ session, selected, onSelect }: OutcomeTilesProps) {
  return (
    <div className={classes.tiles} role="group" aria-label="Outcomes">
      <button type="button" className={classes.tile} aria-pressed={selected === undefined ? undefined : selected === null} onClick={() => onSelect(null)}>
        <span className={classes.number}>{formatCount(session.discovered)}</span>
        <span>Found</span>
      </button>
      {OUTCOMES.map(({ outcome, title, tone, about }) => (
        <button
          key={outcome}
          type="button"
          className={classes.tile}
          data-tone={session[outcome] > 0 ? tone : undefined}
          title={about}
          aria-pressed={selected === undefined ? undefined : selected === outcome}
          onClick={() => onSelect(selected === outcome ? null : outcome)}
        >
          <span className={classes.number}>{formatCount(session[outcome])}</span>
          <span>{title}</span>
        </button>
      ))}
    </div>
  );
}
