import { Button, CloseButton, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBooks, IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyNote } from '../components/empty-note.tsx';
import { plural } from '../components/format.ts';
import { MoreButton } from '../components/more-button.tsx';
import { Page } from '../components/page.tsx';
import { Pending } from '../components/pending.tsx';
import { PoolCard } from '../features/pools/pool-card.tsx';
import { PoolDialog } from '../features/pools/pool-dialog.tsx';
import { type PoolSort, poolsQuery } from '../features/pools/pool-queries.ts';
import classes from '../features/pools/pools.module.css';

const SORTS = [
  { value: 'updated', label: 'Latest change' },
  { value: 'name', label: 'Name' },
];

/** All pools, by their covers. */
export function PoolsPage() {
  const [text, setText] = useState('');
  const [part] = useDebouncedValue(text.trim(), 200);
  const [sort, setSort] = useState<PoolSort>('updated');
  const [making, setMaking] = useState(false);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const query = useInfiniteQuery({ ...poolsQuery(part, sort), placeholderData: keepPreviousData });
  const first = query.data?.pages[0];
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const none = first !== undefined && items.length === 0;
  const create = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setMaking(true)}>
      New pool
    </Button>
  );
  return (
    <Page title="Pools" actions={create}>
      <Pending query={query} />
      {first && (items.length > 0 || part !== '' || text !== '') && (
        <>
          <Group gap="sm" mb={4}>
            <TextInput
              className={classes.find}
              type="search"
              placeholder="Find a pool"
              aria-label="Find a pool"
              leftSection={<IconSearch size={17} stroke={1.8} />}
              rightSection={text === '' ? null : <CloseButton size="sm" aria-label="Clear" onClick={() => setText('')} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <SegmentedControl data={SORTS} value={sort} onChange={(value) => setSort(value as PoolSort)} aria-label="Order" />
          </Group>
          <Text c="dimmed" size="sm" mb="md" role="status">
            {plural(first.total, 'pool')}
            {part === '' ? '' : ` with “${part}” in the name`}
          </Text>
        </>
      )}
      {none && part === '' && text === '' && <NoPools>{create}</NoPools>}
      {none && part !== '' && (
        <Text c="dimmed" ta="center" py="xl">
          No pool is called like that.
        </Text>
      )}
      {items.length > 0 && (
        <ul className={classes.cards} aria-label="Pools">
          {items.map((pool) => (
            <PoolCard key={pool.id} pool={pool} />
          ))}
        </ul>
      )}
      {first && <MoreButton query={query} below />}
      {making && (
        <PoolDialog
          onClose={() => setMaking(false)}
          onDone={(pool) => {
            setMaking(false);
            void queries.invalidateQueries({ queryKey: ['pools'] });
            void navigate({ to: '/pools/$id', params: { id: String(pool.id) } });
          }}
        />
      )}
    </Page>
  );
}

function NoPools({ children }: { readonly children: React.ReactNode }) {
  return (
    <EmptyNote icon={IconBooks} title="There are no pools yet">
      <Text c="dimmed" mb={6}>
        A pool is a list of pictures in an order of your own: a comic, the best of a trip, a mood board. Open a picture and press P to add it to one.
      </Text>
      {children}
    </EmptyNote>
  );
}
