import { ActionIcon, Button, Center, Group, Loader, Menu, Text } from '@mantine/core';
import { IconArrowsSort, IconBook2, IconBooks, IconDots, IconEdit, IconPhotoStar, IconPlayerPlay, IconSearch, IconTrash } from '@tabler/icons-react';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { withFreeName } from '../api/free-name.ts';
import type { Pool } from '../api/types.ts';
import { EmptyNote } from '../components/empty-note.tsx';
import { plural } from '../components/format.ts';
import { MoreButton } from '../components/more-button.tsx';
import { Page } from '../components/page.tsx';
import { ProblemView } from '../components/problem-view.tsx';
import { showUndo } from '../components/show-undo.tsx';
import { TileBar } from '../components/tile-bar.tsx';
import { MoveDialog } from '../features/pools/move-dialog.tsx';
import { PoolDialog } from '../features/pools/pool-dialog.tsx';
import { PoolGrid } from '../features/pools/pool-grid.tsx';
import { poolAssetsQuery, poolQuery } from '../features/pools/pool-queries.ts';
import { KIND_WORDS } from '../features/pools/pool-words.ts';
import classes from '../features/pools/pools.module.css';
import { usePoolEdits } from '../features/pools/use-pool-edits.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { pageId } from './page-id.ts';
import { sayProblem } from '../features/trash/use-trash.tsx';

/** One pool: what is in it, in its order, to be put into another. */
export function PoolPage() {
  const id = pageId(useParams({ strict: false }).id);
  return id === undefined ? <NotFoundPage /> : <PoolView id={id} />;
}

function PoolView({ id }: { readonly id: number }) {
  const pool = useQuery(poolQuery(id));
  const members = useInfiniteQuery(poolAssetsQuery(id));
  const items = members.data?.pages.flatMap((page) => page.items) ?? [];
  const query = pool.isError ? pool : members;
  return (
    <Page title={pool.data?.name ?? 'Pool'} actions={pool.data && <PoolActions pool={pool.data} />}>
      {(pool.isPending || members.isPending) && !query.isError && (
        <Center p="xl">
          <Loader />
        </Center>
      )}
      {query.isError && !pool.data && <ProblemView error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />}
      {pool.data && pool.data.description !== '' && <p className={classes.about}>{pool.data.description}</p>}
      {pool.data && members.data && items.length === 0 && (
        <EmptyNote icon={IconBooks} title="Nothing is in this pool">
          <Text c="dimmed">Open a picture in the library and press P to add it here.</Text>
        </EmptyNote>
      )}
      {pool.data && items.length > 0 && <Members pool={pool.data} items={items} more={<MoreButton query={members} below />} />}
    </Page>
  );
}

interface MembersProps {
  readonly pool: Pool;
  readonly items: React.ComponentProps<typeof PoolGrid>['items'];
  readonly more: React.ReactNode;
}

function Members({ pool, items, more }: MembersProps) {
  const navigate = useNavigate();
  const edits = usePoolEdits(pool.id);
  const [selection, setSelection] = useState<ReadonlySet<number>>(new Set());
  const [moving, setMoving] = useState(false);
  const selected = items.filter((item) => selection.has(item.id)).map((item) => item.id);
  const latest = useRef({ items, edits, anchor: -1 });
  latest.current.items = items;
  latest.current.edits = edits;
  const toggle = useCallback((asset: number, range: boolean): void => {
    const all = latest.current.items;
    const at = all.findIndex((item) => item.id === asset);
    const from = range && latest.current.anchor !== -1 ? latest.current.anchor : at;
    latest.current.anchor = at;
    const touched = all.slice(Math.min(from, at), Math.max(from, at) + 1).map((item) => item.id);
    setSelection((before) => {
      const select = !before.has(asset);
      return new Set(select ? [...before, ...touched] : [...before].filter((one) => !touched.includes(one)));
    });
  }, []);
  const open = useCallback(
    (asset: number) => void navigate({ to: '/asset/$id', params: { id: String(asset) }, search: { q: `pool:${pool.id} order:pool` } }),
    [navigate, pool.id],
  );
  const remove = useCallback((asset: number) => void latest.current.edits.remove([asset]), []);
  const none = (): void => setSelection(new Set());
  return (
    <>
      <TileBar
        className={classes.bar}
        words={selected.length > 0 ? `${selected.length} selected` : `${KIND_WORDS[pool.kind]}, ${plural(pool.count, 'picture')}`}
      >
        {selected.length > 0 && (
          <>
            <Button variant="subtle" color="gray" size="sm" onClick={none}>
              Select none
            </Button>
            {selected.length === 1 && (
              <Button variant="default" size="sm" leftSection={<IconPhotoStar size={16} />} onClick={() => void edits.setCover(selected[0]!).then(none)}>
                Use as cover
              </Button>
            )}
            <Button variant="default" size="sm" leftSection={<IconArrowsSort size={16} />} onClick={() => setMoving(true)}>
              Move to…
            </Button>
            <Button variant="default" size="sm" leftSection={<IconTrash size={16} />} onClick={() => void edits.remove(selected).then(none)}>
              Take out
            </Button>
          </>
        )}
      </TileBar>
      <PoolGrid items={items} selection={selection} onMove={(move) => void edits.move(move)} onOpen={open} onToggle={toggle} onRemove={remove} />
      {more}
      {moving && (
        <MoveDialog
          count={selected.length}
          total={pool.count}
          onClose={() => setMoving(false)}
          onMove={(at) => {
            setMoving(false);
            void edits.move({ ids: selected, at }).then(none);
          }}
        />
      )}
    </>
  );
}

function PoolActions({ pool }: { readonly pool: Pool }) {
  const [editing, setEditing] = useState(false);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const reload = () => Promise.all(['pools', 'pool'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  const params = { path: { id: pool.id } };
  const remove = async (): Promise<void> => {
    try {
      await api.DELETE('/api/v1/pools/{id}', { params });
    } catch (error) {
      return sayProblem(error);
    }
    await navigate({ to: '/pools', replace: true });
    await reload();
    showUndo(`pool-${pool.id}`, `“${pool.name}” deleted; its pictures stay in the library`, async () => {
      try {
        const name = await withFreeName(pool.name, 170, 'pool-name-taken', (wanted) =>
          api.POST('/api/v1/pools/{id}/restore', { params, body: wanted === pool.name ? {} : { name: wanted } }),
        );
        await reload();
        if (name !== pool.name) notifications.show({ withBorder: true, message: `Another pool has its name now: it is back as “${name}”.` });
      } catch (error) {
        sayProblem(error);
      }
    });
  };
  const search = { q: `pool:${pool.id} order:pool` };
  return (
    <Group gap={8}>
      {pool.count > 0 && (
        <Button leftSection={<IconBook2 size={18} />} renderRoot={(props) => <Link {...props} to="/pools/$id/read" params={{ id: String(pool.id) }} />}>
          Read
        </Button>
      )}
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="What to do with the pool">
            <IconDots size={19} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEdit size={17} />} onClick={() => setEditing(true)}>
            Edit name and description
          </Menu.Item>
          <Menu.Item leftSection={<IconSearch size={17} />} renderRoot={(props) => <Link {...props} to="/" search={search} />}>
            Search in it
          </Menu.Item>
          <Menu.Item leftSection={<IconPlayerPlay size={17} />} renderRoot={(props) => <Link {...props} to="/slideshow" search={search} />}>
            Slideshow
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={17} />} onClick={() => void remove()}>
            Delete the pool
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {editing && (
        <PoolDialog
          pool={pool}
          onClose={() => setEditing(false)}
          onDone={() => {
            setEditing(false);
            void reload();
          }}
        />
      )}
    </Group>
  );
}
