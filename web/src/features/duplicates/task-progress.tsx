import { Progress, Text } from '@mantine/core';
import { Card } from '../../components/card.tsx';
import { formatCount } from '../../components/format.ts';
import type { Task } from './tasks.ts';

const DOING: Record<Task['kind'], string> = {
  'bulk-edit': 'Editing',
  'bulk-revert': 'Taking an edit back',
  'bulk-trash': 'Moving to the trash',
  'exact-scan': 'Searching',
  'exact-apply': 'Moving files to the trash',
  'exact-undo': 'Putting files back',
  purge: 'Deleting',
};

/** A task under way. Every file is read and hashed before it is moved, so a move takes its time. */
export function TaskProgress({ task }: { readonly task: Task }) {
  const share = task.total > 0 ? (task.done / task.total) * 100 : 0;
  return (
    <Card title={task.state === 'waiting' ? `${DOING[task.kind]}: waiting for a worker` : DOING[task.kind]}>
      <Progress value={task.total > 0 ? share : 100} animated={task.total === 0} size={10} aria-label={DOING[task.kind]} />
      <Text size="sm" c="dimmed" mt={8} role="status">
        {task.total > 0 ? `${formatCount(task.done)} of ${formatCount(task.total)}` : 'Counting…'}
      </Text>
    </Card>
  );
}
