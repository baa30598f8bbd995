import { Button, Text } from '@mantine/core';
import { IconFolderPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../components/card.tsx';
import { MoreButton } from '../components/more-button.tsx';
import { Page } from '../components/page.tsx';
import { Pending } from '../components/pending.tsx';
import { SessionFilters } from '../features/sessions/session-filters.tsx';
import { isActive, sessionsQuery } from '../features/sessions/session-live.ts';
import { SessionRow } from '../features/sessions/session-row.tsx';
import classes from '../features/sessions/sessions.module.css';

/** Every run of ingest: those under way first. */
export function SessionsPage() {
  const filter = useSearch({ from: '/sessions' });
  const navigate = useNavigate();
  const filtered = Object.keys(filter).length > 0;
  const query = useInfiniteQuery(sessionsQuery(filter));
  const sessions = query.data?.pages.flatMap((page) => page.items) ?? [];
  const active = sessions.filter(isActive);
  const rest = sessions.filter((session) => !isActive(session));
  return (
    <Page
      title="Sessions"
      actions={
        <Button leftSection={<IconFolderPlus size={17} />} renderRoot={(props) => <Link {...props} to="/ingest" search={{}} />}>
          Ingest a folder
        </Button>
      }
    >
      <SessionFilters filter={filter} onChange={(search) => void navigate({ to: '/sessions', search, replace: true })} />
      <Pending query={query} />
      {query.isSuccess && sessions.length === 0 && (
        <Text c="dimmed">
          {filtered
            ? 'No session is like that. Search with fewer words, or take a filter away.'
            : 'Nothing has been taken in yet. A session appears here for every upload, scan and batch of files from the inbox.'}
        </Text>
      )}
      <div style={{ display: 'grid', gap: 20 }}>
        {active.length > 0 && (
          <Card flush title="Under way">
            <div className={classes.list}>
              {active.map((session) => (
                <SessionRow key={session.id} session={session} />
              ))}
            </div>
          </Card>
        )}
        {rest.length > 0 && (
          <Card flush title={active.length > 0 ? 'Earlier' : undefined}>
            <div className={classes.list}>
              {rest.map((session) => (
                <SessionRow key={session.id} session={session} />
              ))}
            </div>
          </Card>
        )}
      </div>
      <MoreButton query={query} below />
    </Page>
  );
}
