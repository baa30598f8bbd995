import { Center, Loader, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Card } from '../../components/card.tsx';
import { formatCount, formatDateTime } from '../../components/format.ts';
import { MoreButton } from '../../components/more-button.tsx';
import { ProblemView } from '../../components/problem-view.tsx';
import type { Outcome, Session } from '../../api/types.ts';
import { FileRow } from './file-row.tsx';
import { isActive, sessionFilesQuery } from './session-live.ts';
import { outcomeTitle } from './session-words.ts';
import classes from './session-files.module.css';
import { StageTimes } from './stage-times.tsx';

/** The list is refreshed at most this often while the session moves. */
const REFRESH_MS = 2000;

export function SessionFiles({ session, outcome }: { readonly session: Session; readonly outcome: Outcome | null }) {
  const query = useInfiniteQuery(sessionFilesQuery(session.id, outcome));
  const active = isActive(session);
  const count = outcome ? session[outcome] : session.discovered;
  const files = query.data?.pages.flatMap((page) => page.items) ?? [];
  const { refetch } = query;

  // Only a single loaded page follows by itself: refetching ten because the eleventh grew would be waste.
  const settled = session.discovered - session.pending;
  const last = useRef({ at: 0, settled });
  const single = (query.data?.pages.length ?? 0) <= 1;
  useEffect(() => {
    if (!single || last.current.settled === settled) return undefined;
    const wait = Math.max(0, last.current.at + REFRESH_MS - Date.now());
    const timer = setTimeout(() => {
      last.current = { at: Date.now(), settled };
      void refetch();
    }, wait);
    return () => clearTimeout(timer);
  }, [settled, single, refetch]);

  return (
    <>
      {outcome === null && <StageTimes files={files} />}
      <Card
        flush
        title={outcome ? outcomeTitle(outcome) : 'Files'}
        aside={
          <Text size="sm" c="dimmed">
            {formatCount(count)}
          </Text>
        }
      >
        {query.isPending && (
          <Center p="xl">
            <Loader size="sm" />
          </Center>
        )}
        {query.isError && <ProblemView error={query.error} onRetry={() => void refetch()} retrying={query.isFetching} />}
        {session.filesFoldedAt !== null && (
          <Text p="lg" c="dimmed" size="sm">
            The list of its files is no longer kept, since {formatDateTime(session.filesFoldedAt)}. The totals stay, and every file that failed.
          </Text>
        )}
        {query.isSuccess && files.length === 0 && session.filesFoldedAt === null && (
          <Text p="lg" c="dimmed" ta="center">
            {active ? 'None so far.' : session.skipped > 0 && outcome === 'skipped' ? 'Unchanged files are counted, not listed.' : 'None.'}
          </Text>
        )}
        <ul className={classes.files}>
          {files.map((file) => (
            <FileRow key={file.jobId} file={file} />
          ))}
        </ul>
        <MoreButton query={query} />
      </Card>
    </>
  );
}
