import { Anchor, Badge, Button, Center, Group, Loader, Text } from '@mantine/core';
import { IconPhoto, IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { sessionQuery } from '../api/queries.ts';
import type { Outcome } from '../api/types.ts';
import { Card } from '../components/card.tsx';
import { formatDateTime } from '../components/format.ts';
import { Page } from '../components/page.tsx';
import { ProblemView } from '../components/problem-view.tsx';
import { ReconnectingNote } from '../components/reconnecting-note.tsx';
import { OutcomeTiles } from '../features/sessions/outcome-tiles.tsx';
import { PreviewReport } from '../features/sessions/preview-report.tsx';
import { ReportMenu } from '../features/sessions/report-menu.tsx';
import { SessionActions } from '../features/sessions/session-actions.tsx';
import { SessionFiles } from '../features/sessions/session-files.tsx';
import { isActive } from '../features/sessions/session-live.ts';
import { SessionProgress } from '../features/sessions/session-progress.tsx';
import { modeTitle, sourceTitle, stateColor, stateTitle } from '../features/sessions/session-words.ts';
import classes from '../features/sessions/sessions.module.css';
import { KeptAwayNote } from '../features/trash/kept-away-note.tsx';
import { TroubleList } from '../features/sessions/trouble-list.tsx';
import { UnreadList } from '../features/sessions/unread-list.tsx';

/** One run of ingest, live while it runs: numbers, pace, paths, and every file with its outcome and reason. */
export function SessionPage() {
  const { id } = useParams({ from: '/sessions/$id' });
  const { outcome = null } = useSearch({ from: '/sessions/$id' });
  const navigate = useNavigate();
  const query = useQuery({ ...sessionQuery(id), refetchInterval: (q) => (q.state.data && isActive(q.state.data) ? 5000 : false) });
  if (query.isPending) {
    return (
      <Page title="Session">
        <Center p="xl">
          <Loader />
        </Center>
      </Page>
    );
  }
  if (!query.data) return <ProblemView error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  const session = query.data;
  const select = (next: Outcome | null): void => void navigate({ to: '/sessions/$id', params: { id }, search: next ? { outcome: next } : {}, replace: true });
  const active = isActive(session);
  return (
    <Page
      title={sourceTitle(session)}
      heading={
        <Group gap="sm" component="span">
          {sourceTitle(session)}
          <Badge variant="light" size="lg" tt="none" color={stateColor(session)}>
            {stateTitle(session)}
          </Badge>
        </Group>
      }
      actions={
        <Group gap="xs">
          {session.ingested > 0 && (
            <Button variant="default" leftSection={<IconPhoto size={17} />} renderRoot={(props) => <Link {...props} to="/" search={{ q: `session:${id}` }} />}>
              Show pictures
            </Button>
          )}
          {!active && session.discovered + session.unread > 0 && !session.preview && <ReportMenu session={session} />}
          {!active && session.source === 'scan' && (
            <Button variant="default" leftSection={<IconRepeat size={17} />} renderRoot={(props) => <Link {...props} to="/ingest" search={{ from: id }} />}>
              Start again
            </Button>
          )}
          <SessionActions session={session} />
        </Group>
      }
    >
      <Text size="sm" c="dimmed" mt={-12} mb="lg">
        <Anchor renderRoot={(props) => <Link {...props} to="/sessions" search={{}} />} size="sm">
          Sessions
        </Anchor>{' '}
        · {formatDateTime(session.createdAt)}
        {session.source !== 'upload' && ` · files are ${modeTitle(session)}`}
      </Text>
      <div style={{ display: 'grid', gap: 16 }}>
        <ReconnectingNote />
        {session.preview ? (
          <PreviewReport preview={session.preview} />
        ) : (
          <>
            <OutcomeTiles session={session} selected={outcome} onSelect={select} />
            <SessionProgress session={session} />
            <KeptAwayNote session={session} />
          </>
        )}
        {outcome === null && session.source !== 'upload' && session.paths.length > 0 && (
          <Card title={session.paths.length === 1 ? 'Path' : 'Paths'}>
            <ul className={classes.paths}>
              {session.paths.map((path) => (
                <li key={path}>{path}</li>
              ))}
            </ul>
          </Card>
        )}
        {outcome === null && <TroubleList session={session} />}
        {outcome === null && <UnreadList session={session} />}
        {!session.preview && <SessionFiles key={outcome} session={session} outcome={outcome} />}
      </div>
    </Page>
  );
}
