import type { Session } from '../../api/types.ts';
import { OUTCOMES } from './session-words.ts';
import classes from './sessions.module.css';
import { progressOf } from './session-live.ts';

/** Progress by outcome: what share of the files found ended how. */
export function SessionBar({ session, thick = false }: { readonly session: Session; readonly thick?: boolean }) {
  const total = Math.max(1, session.discovered);
  return (
    <span
      className={classes.bar}
      data-thick={thick || undefined}
      data-paused={session.paused || undefined}
      role="progressbar"
      aria-label="Progress"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(progressOf(session) * 100)}
    >
      {OUTCOMES.map(({ outcome, tone }) => (
        <span key={outcome} data-tone={tone} style={{ width: `${(session[outcome] / total) * 100}%` }} />
      ))}
    </span>
  );
}
