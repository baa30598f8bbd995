import { Button, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { events } from '../../api/event-hub.ts';
import type { AssetEditEntry } from '../../api/types.ts';
import { formatAgo, formatDateTime } from '../../components/format.ts';
import { ProblemView } from '../../components/problem-view.tsx';
import { Fact } from '../../viewer/fact.tsx';
import { revertEdit } from '../bulk/task-note.tsx';
import { changeLines } from './edit-words.ts';
import classes from './edits.module.css';
import { historyQuery } from './edits-query.ts';

/** What people changed of a picture, asked for only when somebody wants to know. */
export function HistoryFact({ id }: { readonly id: number }) {
  const [open, setOpen] = useState(false);
  const queries = useQueryClient();
  const query = useInfiniteQuery({ ...historyQuery(id), enabled: open });
  useEffect(() => {
    if (!open) return;
    return events.on('asset', (event) => event.id === id && void queries.invalidateQueries({ queryKey: ['history', id] }));
  }, [open, id, queries]);
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Fact icon={<IconHistory />} label="History">
      <Button size="compact-sm" variant="default" justify="start" w="max-content" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide the history' : 'What was changed here'}
      </Button>
      {open && query.isError && <ProblemView error={query.error} onRetry={() => void query.refetch()} />}
      {open && query.isSuccess && entries.length === 0 && <Text size="sm">Nobody has changed anything here.</Text>}
      {open && entries.length > 0 && (
        <ul className={classes.history}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {open && query.hasNextPage && (
        <Button size="compact-sm" variant="subtle" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          Show more
        </Button>
      )}
    </Fact>
  );
}

function Entry({ entry }: { readonly entry: AssetEditEntry }) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const bulk = entry.kind === 'bulk';
  return (
    <li data-undone={entry.undoneBy !== null || undefined}>
      <div>
        {changeLines(entry).map((line) => (
          <span key={line} data-text>
            {line}
          </span>
        ))}
        <span className={classes.when}>
          <time dateTime={entry.at} title={formatDateTime(entry.at)}>
            {formatAgo(entry.at)}
          </time>
          {bulk && ' · one of many pictures'}
          {entry.kind === 'revert' && ' · takes an earlier one back'}
          {entry.undoneBy !== null && ' · taken back'}
        </span>
      </div>
      {entry.undoneBy === null && !bulk && (
        <Button
          size="compact-xs"
          variant="default"
          loading={busy}
          aria-label={`Take back: ${changeLines(entry).join('; ')}`}
          onClick={() => {
            setBusy(true);
            void revertEdit(queries, entry.batch, 1).finally(() => setBusy(false));
          }}
        >
          Revert
        </Button>
      )}
    </li>
  );
}
