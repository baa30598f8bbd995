import { Button, Group } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconExclamationCircle, IconPhoto, IconPlus, IconRepeat } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Session } from '../../api/types.ts';
import { formatBytes, formatCount, formatDuration, plural } from '../../components/format.ts';
import { OutcomeTiles } from '../sessions/outcome-tiles.tsx';
import { ReportMenu } from '../sessions/report-menu.tsx';
import { RetryButton } from '../sessions/session-actions.tsx';
import { placeOf, troubleOf } from '../sessions/session-words.ts';
import { TroubleList } from '../sessions/trouble-list.tsx';
import { UnreadList } from '../sessions/unread-list.tsx';
import classes from './ingest.module.css';
import { useShowFiles } from './use-show-files.ts';

/** How it went, what can be kept of it, and where to go from here. */
export function CompleteStep({ session }: { readonly session: Session }) {
  const show = useShowFiles(session);
  const failed = troubleOf(session);
  const trouble = failed + session.unread;
  const cancelled = session.state === 'cancelled';
  const Icon = cancelled ? IconCircleX : trouble > 0 ? IconExclamationCircle : IconCircleCheck;
  return (
    <>
      <div className={classes.bar}>
        <Icon size={40} stroke={1.5} className={classes.resultIcon} data-tone={cancelled || trouble > 0 ? 'warn' : 'good'} aria-hidden />
        <div className={classes.barText}>
          <strong>{cancelled ? 'Cancelled' : session.ingested > 0 ? `${plural(session.ingested, 'picture')} added` : 'Nothing new'}</strong>
          <span>
            {[
              `${plural(session.discovered, 'file')} in ${formatDuration(session.seconds)}`,
              session.bytesDone > 0 && formatBytes(session.bytesDone),
              failed > 0 && `${formatCount(failed)} failed`,
              session.unread > 0 && `${formatCount(session.unread)} not read`,
              placeOf(session),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {session.webhook && <span>{hookWords(session.webhook)}</span>}
        </div>
        <Group gap="xs" className={classes.barButtons}>
          <RetryButton session={session} files={failed} />
          <ReportMenu session={session} />
          <Button
            variant="default"
            leftSection={<IconRepeat size={17} />}
            renderRoot={(props) => <Link {...props} to="/ingest" search={{ from: session.id }} />}
          >
            Start again
          </Button>
          {session.ingested > 0 ? (
            <Button leftSection={<IconPhoto size={17} />} renderRoot={(props) => <Link {...props} to="/" search={{ q: `session:${session.id}` }} />}>
              Show pictures
            </Button>
          ) : (
            <Button leftSection={<IconPlus size={17} />} renderRoot={(props) => <Link {...props} to="/ingest" search={{}} />}>
              New ingest
            </Button>
          )}
        </Group>
      </div>
      <OutcomeTiles session={session} onSelect={show} />
      <TroubleList session={session} />
      <UnreadList session={session} />
    </>
  );
}

function hookWords({ url, state, error }: NonNullable<Session['webhook']>): string {
  const host = URL.canParse(url) ? new URL(url).host : url;
  if (state === 'delivered') return `${host} was told`;
  if (state === 'failed') return `${host} could not be told${error ? `: ${error}` : ''}`;
  return `${host} is being told${error ? ` (so far: ${error})` : ''}`;
}
