import type { Session } from '../../api/types.ts';
import { Card } from '../../components/card.tsx';
import { formatBytes, formatCount, formatDuration } from '../../components/format.ts';
import { SessionBar } from './session-bar.tsx';
import { isActive, progressOf } from './session-live.ts';
import classes from './sessions.module.css';

/** How far, how fast, how long still, and on which files. */
export function SessionProgress({ session }: { readonly session: Session }) {
  const active = isActive(session);
  const percent = `${Math.floor(progressOf(session) * 100)} %`;
  const title = session.paused ? `Paused at ${percent}` : active ? percent : 'Progress';
  return (
    <Card
      title={title}
      aside={
        <span className={classes.hint}>
          {formatCount(session.discovered - session.pending)} of {formatCount(session.discovered)} files
        </span>
      }
    >
      <SessionBar session={session} thick />
      <dl className={classes.live}>
        <Fact name={active ? 'Running for' : 'Took'}>{formatDuration(session.seconds)}</Fact>
        {active && <Fact name="Left">{leftOf(session)}</Fact>}
        <Fact name="Rate">{session.filesPerSecond > 0 ? rate(session.filesPerSecond) : '–'}</Fact>
        <Fact name="Read">{formatBytes(session.bytesDone)}</Fact>
        <Fact name="Safe in the library">{formatCount(session.ingested)}</Fact>
        {session.unchanged > 0 && <Fact name="Unchanged, not read">{formatCount(session.unchanged)}</Fact>}
      </dl>
      {active && <Now session={session} />}
      {active && session.waiting && (
        <p className={classes.waits} role="status">
          <strong>It stands still: {session.waiting.title.charAt(0).toLowerCase() + session.waiting.title.slice(1)}.</strong> {session.waiting.next}
        </p>
      )}
    </Card>
  );
}

function Now({ session }: { readonly session: Session }) {
  const files = session.currentFiles;
  return (
    <div className={classes.now} data-still={(session.paused && files.length === 0) || undefined}>
      <span className={classes.hint}>{session.paused ? (files.length > 0 ? 'Being finished' : 'Nothing is under way') : 'Now'}</span>
      <ul aria-label="Files under way">
        {files.slice(0, 4).map((file) => (
          <li key={file.jobId} title={file.path}>
            {file.name}
          </li>
        ))}
        {files.length > 4 && <li className={classes.hint}>and {files.length - 4} more</li>}
        {files.length === 0 && !session.paused && <li>{session.state === 'discovering' ? 'Finding files…' : (session.currentName ?? '…')}</li>}
      </ul>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** An estimate is only given when it is worth something; until then why there is none. */
function leftOf(session: Session): string {
  if (session.paused) return 'waits for you';
  if (session.state === 'discovering') return 'still finding files';
  return session.etaSeconds === null ? 'too early to say' : `about ${formatDuration(session.etaSeconds)}`;
}

function rate(perSecond: number): string {
  return `${perSecond >= 10 ? Math.round(perSecond) : Number(perSecond.toFixed(1))} files/s`;
}
