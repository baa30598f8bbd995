import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { useSingleMutation } from '../../api/use-single-mutation.ts';
import { plural } from '../../components/format.ts';
import { taskEnd } from '../duplicates/tasks.ts';
import { sayProblem } from './use-trash.tsx';

interface PurgeButtonProps {
  /** These, or everything there is. */
  readonly ids: readonly number[] | 'all';
  readonly count: number;
  readonly onDone: () => void;
  readonly label: string;
}

/** The only way in this page to delete something for good; asks first. */
export function PurgeButton({ ids, count, onDone, label }: PurgeButtonProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const purge = useSingleMutation({
    mutationFn: async () => {
      const body = ids === 'all' ? { all: true as const } : { ids: [...ids] };
      const { task_id } = must((await api.POST('/api/v1/trash/purge', { body })).data);
      await taskEnd(task_id);
    },
    onSuccess: () => {
      close();
      onDone();
    },
    onError: sayProblem,
  });
  return (
    <>
      <Button variant={ids === 'all' ? 'default' : 'light'} color="red" onClick={open} disabled={ids !== 'all' && count === 0}>
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={ids === 'all' ? 'Empty the trash?' : 'Delete for good?'} styles={{ title: { fontWeight: 650 } }}>
        <Text>
          {plural(count, 'picture')} {count === 1 ? 'is' : 'are'} deleted for good; this cannot be undone.
          {ids === 'all' && ' Duplicate files that were moved to the trash go too.'} Files that Magpie only refers to stay where they are.
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close} data-autofocus>
            Keep {count === 1 ? 'it' : 'them'}
          </Button>
          <Button color="red" onClick={() => purge.mutate()} loading={purge.isPending}>
            {ids === 'all' ? 'Empty the trash' : 'Delete for good'}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
