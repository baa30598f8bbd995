import { Button, Center, Code, Loader, Stack, Text } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Card } from '../components/card.tsx';
import { Page } from '../components/page.tsx';
import { ProblemView } from '../components/problem-view.tsx';
import { SavedRow } from '../features/search/saved-row.tsx';
import { useSavedSearches } from '../features/search/use-saved-searches.ts';

/** Searches kept by name. */
export function SavedSearchesPage() {
  const { items, isPending, error, refetch, isFetching, edit, remove } = useSavedSearches();
  return (
    <Page title="Saved searches">
      {isPending && (
        <Center p="xl">
          <Loader />
        </Center>
      )}
      {error && !items && <ProblemView error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {items?.length === 0 && <Empty />}
      {items && items.length > 0 && (
        <Card flush>
          <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
            {items.map((saved, place) => (
              <SavedRow key={saved.id} saved={saved} place={place} last={place === items.length - 1} actions={{ edit, remove }} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function Empty() {
  return (
    <Stack align="center" gap="xs" py={60} ta="center">
      <IconBookmark size={44} stroke={1.3} color="var(--mp-dim)" aria-hidden />
      <Text fw={600} size="lg">
        No search is kept yet
      </Text>
      <Text c="dimmed" maw={460}>
        Search for something, then press the bookmark beside the result. A kept search can be part of others: <Code>search:"summer trips" -castle</Code>
      </Text>
      <Button mt="xs" variant="light" renderRoot={(props) => <Link {...props} to="/" search={{}} />}>
        To the library
      </Button>
    </Stack>
  );
}
