import { Anchor, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Session } from '../../api/types.ts';
import { OutcomeTiles } from '../sessions/outcome-tiles.tsx';
import { SessionActions } from '../sessions/session-actions.tsx';
import { SessionProgress } from '../sessions/session-progress.tsx';
import { placeOf } from '../sessions/session-words.ts';
import { TroubleList } from '../sessions/trouble-list.tsx';
import { useShowFiles } from './use-show-files.ts';
import classes from './ingest.module.css';

/** The run as it goes: numbers, pace, current files, what failed and why, and the brakes. */
export function ProcessStep({ session }: { readonly session: Session }) {
  const show = useShowFiles(session);
  return (
    <>
      <div className={classes.bar}>
        <div className={classes.barText}>
          <strong>
            {session.options.dryRun
              ? 'Looking at what is there'
              : session.paused
                ? 'Paused'
                : session.state === 'discovering'
                  ? 'Finding and reading files'
                  : 'Reading files'}
          </strong>
          <span>{placeOf(session)}</span>
        </div>
        <Group gap="xs" className={classes.barButtons}>
          <SessionActions session={session} />
        </Group>
      </div>
      <SessionProgress session={session} />
      <OutcomeTiles session={session} onSelect={show} />
      <TroubleList session={session} />
      <Text size="sm" c="dimmed">
        You can leave this page: the run goes on, also over a restart.{' '}
        <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/sessions/$id" params={{ id: session.id }} search={{}} />}>
          Every file of this session
        </Anchor>
      </Text>
    </>
  );
}
