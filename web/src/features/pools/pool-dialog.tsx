import { Alert, Button, Group, Modal, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { must } from '../../api/queries.ts';
import type { Pool } from '../../api/types.ts';
import { useSingleMutation } from '../../api/use-single-mutation.ts';

const KINDS = [
  { value: 'series', label: 'Series' },
  { value: 'collection', label: 'Collection' },
];
const ABOUT: Record<Pool['kind'], string> = {
  series: 'Read from the first picture to the last: a comic, a tutorial, a trip.',
  collection: 'What has something in common; its order matters less.',
};

interface PoolDialogProps {
  /** The pool that is changed; without it a new one is made. */
  readonly pool?: Pool;
  readonly onClose: () => void;
  readonly onDone: (pool: Pool) => void;
}

/** What a pool is called, what kind it is and what it says. */
export function PoolDialog({ pool, onClose, onDone }: PoolDialogProps) {
  const [name, setName] = useState(pool?.name ?? '');
  const [kind, setKind] = useState<Pool['kind']>(pool?.kind ?? 'series');
  const [description, setDescription] = useState(pool?.description ?? '');
  const save = useSingleMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), kind, description: description.trim() };
      if (pool) return must((await api.PATCH('/api/v1/pools/{id}', { params: { path: { id: pool.id } }, body })).data);
      return must((await api.POST('/api/v1/pools', { body })).data);
    },
    onSuccess: onDone,
  });
  const problem = save.isError ? problemOf(save.error) : undefined;
  return (
    <Modal opened onClose={onClose} title={pool ? 'Edit pool' : 'New pool'} styles={{ title: { fontWeight: 650, fontSize: 18 } }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={170} required data-autofocus />
          <div>
            <SegmentedControl fullWidth data={KINDS} value={kind} onChange={(value) => setKind(value as Pool['kind'])} aria-label="Kind" />
            <p style={{ margin: '6px 2px 0', fontSize: 13, color: 'var(--mp-dim)' }}>{ABOUT[kind]}</p>
          </div>
          <Textarea label="Description" value={description} onChange={(event) => setDescription(event.currentTarget.value)} autosize minRows={2} maxRows={8} />
          {problem && (
            <Alert color="red" title={problem.title}>
              {problem.detail ?? problem.next}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="subtle" color="gray" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              {pool ? 'Save' : 'Create'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
