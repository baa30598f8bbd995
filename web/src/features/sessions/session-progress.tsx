import type { Session } from '../../api/types.ts';
import { Card } from '../../components/card.tsx';
import { formatBytes, formatCount, formatDuration } from '../../components/format.ts';
import { SessionBar } from './session-bar.tsx';
import { isActive, progressOf } from './session-live.ts';
import classes from './sessions.module.css';

/** How far, how fast, how long still. */
export function SessionProgress({ session }: { readonly session: Session }) {
  const active = isActive(session);
  const percent = Math.floor(progressOf(session) * 100);
  return (
    <Card
      title={active ? `${percent} %` : 'Progress'}
      aside={
        <span className={classes.hint}>
          {formatCount(session.discovered - session.pending)} of {formatCount(session.discovered)} files
        </span>
      }
    >
      <SessionBar session={session} thick />
      <dl className={classes.live}>
        <div>
          <dt>{active ? 'Running for' : 'Took'}</dt>
          <dd>{formatDuration(session.seconds)}</dd>
        </div>
        <div>
          <dt>Rate</dt>
          <dd>{rateOf(session.filesPerSecond)}</dd>
        </div>
        <div>
          <dt>Read</dt>
          <dd>{formatBytes(session.bytesDone)}</dd>
        </div>
        {active && (
          <>
            <div>
              <dt>Left</dt>
              <dd>{session.etaSeconds === null ? (session.state === 'discovering' ? 'still finding files' : '…') : formatDuration(session.etaSeconds)}</dd>
            </div>
            <div style={{ gridColumn: 'span 2' }}>
              <dt>Now</dt>
              <dd title={session.currentName ?? undefined}>{session.currentName ?? '…'}</dd>
            </div>
          </>
        )}
      </dl>
    </Card>
  );
}

function rateOf(perSecond: number): string {
  if (perSecond <= 0) return '–';
  return `${perSecond >= 10 ? Math.round(perSecond) : Number(perSecond.toFixed(1))} files/s`;
}
