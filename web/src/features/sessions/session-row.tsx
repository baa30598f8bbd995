import { IconCloudUpload, IconFolderSearch, IconInbox, IconPlayerPause, IconWorldDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Session } from '../../api/types.ts';
import { formatAgo, formatCount, formatDuration, plural } from '../../components/format.ts';
import { SessionBar } from './session-bar.tsx';
import { isActive, progressOf } from './session-live.ts';
import { placeOf, sourceTitle, stateTitle, troubleOf } from './session-words.ts';
import classes from './sessions.module.css';

const ICONS = { watch: IconInbox, upload: IconCloudUpload, scan: IconFolderSearch, url: IconWorldDownload };

interface SessionRowProps {
  readonly session: Session;
  readonly onOpen?: (() => void) | undefined;
}

/** A session in a list: where from, how far, how it went. */
export function SessionRow({ session, onOpen }: SessionRowProps) {
  const Icon = ICONS[session.source];
  const active = isActive(session);
  const place = placeOf(session);
  const trouble = troubleOf(session);
  return (
    <Link to="/sessions/$id" params={{ id: session.id }} className={classes.row} {...(onOpen ? { onClick: onOpen } : {})}>
      <span className={classes.icon} data-active={active || undefined} data-paused={session.paused || undefined}>
        {session.paused ? <IconPlayerPause size={20} stroke={1.6} aria-hidden /> : <Icon size={20} stroke={1.6} aria-hidden />}
      </span>
      <span className={classes.rowMain}>
        <span className={classes.rowTitle}>
          <strong>{sourceTitle(session)}</strong>
          {place && <span className={classes.path}>{place}</span>}
        </span>
        {active && <SessionBar session={session} />}
        <span className={classes.rowFacts}>
          {active ? (
            <>
              {session.paused && <span className={classes.pausedWord}>Paused</span>}
              {session.waiting && <span className={classes.pausedWord}>{session.waiting.title}</span>}
              <span>
                {formatCount(session.discovered - session.pending)} of {formatCount(session.discovered)} · {Math.round(progressOf(session) * 100)} %
              </span>
              {session.etaSeconds !== null && session.etaSeconds > 0 && <span>{formatDuration(session.etaSeconds)} left</span>}
            </>
          ) : (
            <>
              <span>{formatAgo(session.createdAt)}</span>
              {stateTitle(session) !== 'Finished' && <span>{stateTitle(session)}</span>}
              {session.preview ? <span>{plural(session.preview.files, 'file')} found</span> : <span>{formatCount(session.ingested)} added</span>}
              {session.duplicate > 0 && <span>{plural(session.duplicate, 'duplicate')}</span>}
              {session.skipped > 0 && <span>{formatCount(session.skipped)} skipped</span>}
            </>
          )}
          {trouble > 0 && <span className={classes.trouble}>{formatCount(trouble)} failed</span>}
          {session.unread > 0 && <span className={classes.trouble}>{formatCount(session.unread)} not read</span>}
        </span>
      </span>
    </Link>
  );
}
