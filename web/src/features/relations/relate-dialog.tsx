import { Alert, Button, Center, Loader, Modal, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPin, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, thumbnailUrl } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { must } from '../../api/queries.ts';
import type { AssetSummary, RelationRequest } from '../../api/types.ts';
import { ThumbImage } from '../../components/thumb-image.tsx';
import classes from './relations.module.css';
import { useRemembered } from './remembered.ts';
import { useRelations } from './use-relations.ts';

type Kind = RelationRequest['kind'];
const KINDS: ReadonlyArray<{ value: Kind; label: string }> = [
  { value: 'parent', label: 'Parent' },
  { value: 'child', label: 'Child' },
  { value: 'sibling', label: 'Sibling' },
  { value: 'variant', label: 'Variant' },
];
const ABOUT: Record<Kind, string> = {
  parent: 'The picture you choose becomes the parent of this one.',
  child: 'The picture you choose becomes a child of this one.',
  sibling: 'Both have the same parent; without one they are siblings all the same.',
  variant: 'Both are versions of one picture: another colour, size or crop.',
};
const DONE: Record<Kind, string> = { parent: 'Parent set', child: 'Child added', sibling: 'Sibling added', variant: 'Variant added' };
const SHOWN = 30;

const candidatesQuery = (q: string) => ({
  queryKey: ['relate', q],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<AssetSummary[]> =>
    must((await api.GET('/api/v1/assets', { params: { query: { limit: SHOWN + 1, ...(q === '' ? {} : { q }) } }, signal })).data).items,
});

/** Relates a picture to another one, found by its number or by a search, or picked before. */
export function RelateDialog({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const [kind, setKind] = useState<Kind>('parent');
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 250);
  const [remembered, setRemembered] = useRemembered();
  const { relate } = useRelations();
  // A number is the number of a picture; what else is typed is a search.
  const q = /^#?\d+$/.test(wanted) ? `id:${wanted.replace('#', '')}` : wanted;
  const found = useQuery({ ...candidatesQuery(q), placeholderData: keepPreviousData, retry: false });
  const items = found.data?.filter((item) => item.id !== id).slice(0, SHOWN) ?? [];
  const add = useMutation({ mutationFn: (other: number) => relate({ kind, ids: [other], of: id }, DONE[kind]), onSuccess: onClose });
  const problem = add.isError ? problemOf(add.error) : found.isError ? problemOf(found.error) : undefined;
  return (
    <Modal opened onClose={onClose} title="Relate this picture" size="lg" zIndex={450} styles={{ title: { fontWeight: 650, fontSize: 18 } }}>
      <SegmentedControl
        fullWidth
        data={[...KINDS]}
        value={kind}
        onChange={(value) => {
          setKind(value as Kind);
          add.reset();
        }}
        aria-label="How it is related"
      />
      <Text size="sm" c="dimmed" mt={6} mb="sm">
        {ABOUT[kind]}
      </Text>
      {remembered !== null && remembered !== id && (
        <div className={classes.remembered}>
          <img src={thumbnailUrl(remembered)} alt="" />
          <span>Remembered: picture {remembered}</span>
          <Button size="compact-sm" onClick={() => add.mutate(remembered)} loading={add.isPending}>
            Use it
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setRemembered(null)}>
            Forget
          </Button>
        </div>
      )}
      <TextInput
        placeholder="Number of a picture, or a search"
        aria-label="Number of a picture, or a search"
        leftSection={<IconSearch size={17} stroke={1.8} />}
        rightSection={found.isFetching ? <Loader size={16} /> : null}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      {problem && (
        <Alert color="red" title={problem.title} mt="sm">
          {problem.detail ?? problem.next}
        </Alert>
      )}
      <ul className={classes.candidates} aria-label="Pictures">
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" onClick={() => add.mutate(item.id)} disabled={add.isPending} title={`${item.name}, number ${item.id}`}>
              <ThumbImage asset={item} alt={item.name} loading="lazy" />
              <span>{item.id}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.data && items.length === 0 && (
        <Center py="lg">
          <Text c="dimmed">No other picture was found.</Text>
        </Center>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        mt="xs"
        leftSection={<IconPin size={16} />}
        onClick={() => {
          setRemembered(id);
          onClose();
        }}
      >
        Remember this one for later
      </Button>
    </Modal>
  );
}
