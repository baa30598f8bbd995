import { Button, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { EmptyNote } from '../components/empty-note.tsx';
import { formatBytes, plural } from '../components/format.ts';
import { MoreButton } from '../components/more-button.tsx';
import { Page } from '../components/page.tsx';
import { Pending } from '../components/pending.tsx';
import { TileBar } from '../components/tile-bar.tsx';
import tiles from '../components/tiles.module.css';
import { PurgeButton } from '../features/trash/purge-button.tsx';
import { Remembered } from '../features/trash/remembered.tsx';
import { followTrash, trashQuery, type TrashedAsset } from '../features/trash/trash-queries.ts';
import { TrashTile } from '../features/trash/trash-tile.tsx';
import classes from '../features/trash/trash.module.css';
import { sayProblem } from '../features/trash/use-trash.tsx';

/** What was deleted: put it back, or delete it for good. */
export function TrashPage() {
  const queries = useQueryClient();
  const query = useInfiniteQuery(trashQuery);
  useEffect(() => followTrash(queries), [queries]);
  const first = query.data?.pages[0];
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="Trash">
      <Pending query={query} />
      {first && items.length === 0 && <EmptyTrash keepDays={first.keepDays} />}
      {first && items.length > 0 && (
        <TrashGrid items={items} total={first.total} totalBytes={first.totalBytes} keepDays={first.keepDays}>
          <MoreButton query={query} />
        </TrashGrid>
      )}
      {first && (
        <div style={{ marginTop: 28 }}>
          <Remembered />
        </div>
      )}
    </Page>
  );
}

interface TrashGridProps {
  readonly items: readonly TrashedAsset[];
  readonly total: number;
  readonly totalBytes: number;
  readonly keepDays: number;
  readonly children: React.ReactNode;
}

function TrashGrid({ items, total, totalBytes, keepDays, children }: TrashGridProps) {
  const queries = useQueryClient();
  const [selection, setSelection] = useState<ReadonlySet<number>>(new Set());
  // What left the trash meanwhile is not selected any more.
  const selected = items.filter((item) => selection.has(item.id)).map((item) => item.id);
  const latest = useRef({ items, anchor: -1 });
  latest.current.items = items;
  const reload = (): void => {
    setSelection(new Set());
    void queries.invalidateQueries({ queryKey: trashQuery.queryKey });
  };
  const restore = useMutation({
    mutationFn: () => api.POST('/api/v1/trash/restore', { body: { ids: selected } }),
    onSuccess: reload,
    onError: sayProblem,
  });
  const toggle = useCallback((id: number, range: boolean): void => {
    const at = latest.current.items.findIndex((item) => item.id === id);
    const from = range && latest.current.anchor !== -1 ? latest.current.anchor : at;
    latest.current.anchor = at;
    const touched = latest.current.items.slice(Math.min(from, at), Math.max(from, at) + 1).map((item) => item.id);
    setSelection((before) => {
      const after = new Set(before);
      const select = !before.has(id);
      for (const one of touched) {
        if (select) after.add(one);
        else after.delete(one);
      }
      return after;
    });
  }, []);
  return (
    <>
      <Text c="dimmed" mt={-10} mb={4}>
        {keepDays === 0 ? 'Nothing here is deleted by itself.' : `Deleted for good ${plural(keepDays, 'day')} after it came here.`}
      </Text>
      <TileBar className={classes.bar} words={selected.length > 0 ? `${selected.length} selected` : `${plural(total, 'picture')}, ${formatBytes(totalBytes)}`}>
        {selected.length > 0 ? (
          <>
            <Button variant="subtle" color="gray" onClick={() => setSelection(new Set())}>
              Select none
            </Button>
            <PurgeButton ids={selected} count={selected.length} onDone={reload} label="Delete for good" />
            <Button onClick={() => restore.mutate()} loading={restore.isPending}>
              Restore
            </Button>
          </>
        ) : (
          <>
            <Button variant="subtle" color="gray" onClick={() => setSelection(new Set(items.map((item) => item.id)))}>
              Select all
            </Button>
            <PurgeButton ids="all" count={total} onDone={reload} label="Empty trash" />
          </>
        )}
      </TileBar>
      <ul className={`${tiles.tiles} ${classes.grid}`} aria-label="Pictures in the trash">
        {items.map((asset) => (
          <TrashTile key={asset.id} asset={asset} selected={selection.has(asset.id)} onToggle={toggle} />
        ))}
      </ul>
      {children}
    </>
  );
}

function EmptyTrash({ keepDays }: { readonly keepDays: number }) {
  return (
    <EmptyNote icon={IconTrash} title="The trash is empty">
      <Text c="dimmed">
        Open a picture and press Delete to move it here. {keepDays === 0 ? 'It stays until you empty the trash.' : `It stays for ${plural(keepDays, 'day')}.`}
      </Text>
    </EmptyNote>
  );
}
