import { Loader, Modal, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBooks, IconCheck, IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { plural } from '../../components/format.ts';
import { showUndo } from '../../components/show-undo.tsx';
import { ThumbImage } from '../../components/thumb-image.tsx';
import { sayProblem } from '../trash/use-trash.tsx';
import { poolsQuery } from './pool-queries.ts';
import { poolLine } from './pool-words.ts';
import classes from './pools.module.css';

/** One request takes so many; the server says the same. */
const MOST = 5000;

interface AddToPoolProps {
  readonly ids: readonly number[];
  /** Pools that hold them already. */
  readonly inPools?: ReadonlySet<number>;
  readonly onClose: () => void;
}

/** Puts pictures into a pool: the latest ones first, found by typing, or made on the spot. */
export function AddToPool({ ids, inPools, onClose }: AddToPoolProps) {
  const [text, setText] = useState('');
  const [part] = useDebouncedValue(text.trim(), 150);
  const queries = useQueryClient();
  const found = useInfiniteQuery({ ...poolsQuery(part, 'updated'), placeholderData: keepPreviousData });
  const pools = found.data?.pages[0]?.items ?? [];
  const taken = pools.some(({ name }) => name.toLowerCase() === text.trim().toLowerCase());
  const add = useMutation({
    mutationFn: async (pool: { id: number; name: string } | { name: string }) => {
      const { id, name } = 'id' in pool ? pool : must((await api.POST('/api/v1/pools', { body: { name: pool.name, kind: 'series', description: '' } })).data);
      const changed: number[] = [];
      for (let at = 0; at < ids.length; at += MOST) {
        const body = { ids: ids.slice(at, at + MOST) };
        changed.push(...must((await api.POST('/api/v1/pools/{id}/assets', { params: { path: { id } }, body })).data).changed);
      }
      return { id, name, changed };
    },
    onSuccess: ({ id, name, changed }) => {
      const reload = (): void => {
        for (const key of ['pools', 'pool', 'pool-assets', 'pools-of', 'asset']) void queries.invalidateQueries({ queryKey: [key] });
      };
      reload();
      onClose();
      showUndo(`add-${id}`, `${changed.length === 1 ? 'Added' : `${plural(changed.length, 'picture')} added`} to “${name}”`, async () => {
        try {
          for (let at = 0; at < changed.length; at += MOST)
            await api.POST('/api/v1/pools/{id}/assets/remove', { params: { path: { id } }, body: { ids: changed.slice(at, at + MOST) } });
        } catch (error) {
          sayProblem(error);
        }
        reload();
      });
    },
    onError: sayProblem,
  });
  const create = (): void => add.mutate({ name: text.trim() });
  return (
    <Modal
      opened
      onClose={onClose}
      title={ids.length === 1 ? 'Add to a pool' : `Add ${plural(ids.length, 'picture')} to a pool`}
      zIndex={450}
      styles={{ title: { fontWeight: 650, fontSize: 18 } }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = pools;
          if (text.trim() === '' || add.isPending) return;
          if (first && part === text.trim() && (taken || pools.length === 1) && !inPools?.has(first.id)) add.mutate(first);
          else if (!taken) create();
        }}
      >
        <TextInput
          placeholder="Name of a pool, new or not"
          aria-label="Name of a pool"
          leftSection={<IconSearch size={17} stroke={1.8} />}
          rightSection={add.isPending ? <Loader size={16} /> : null}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={170}
          mt={4}
          mb="sm"
          data-autofocus
        />
        <ul className={classes.hits} aria-label="Pools">
          {text.trim() !== '' && !taken && (
            <li>
              <button type="button" onClick={create} disabled={add.isPending}>
                <span className={classes.blank}>
                  <IconPlus size={20} />
                </span>
                <strong>New pool “{text.trim()}”</strong>
              </button>
            </li>
          )}
          {pools.map((pool) => {
            const there = inPools?.has(pool.id) ?? false;
            return (
              <li key={pool.id}>
                <button type="button" onClick={() => add.mutate(pool)} disabled={there || add.isPending}>
                  {pool.cover ? (
                    <ThumbImage asset={pool.cover} alt="" />
                  ) : (
                    <span className={classes.blank}>
                      <IconBooks size={20} stroke={1.5} />
                    </span>
                  )}
                  <span>
                    <strong>{pool.name}</strong>
                    <small>{there ? 'It is in this one' : poolLine(pool)}</small>
                  </span>
                  {there && <IconCheck size={18} aria-hidden />}
                </button>
              </li>
            );
          })}
        </ul>
        {found.data && pools.length === 0 && text.trim() === '' && (
          <Text c="dimmed" size="sm">
            There are no pools yet: type a name to make the first one.
          </Text>
        )}
      </form>
    </Modal>
  );
}
