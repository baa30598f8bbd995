import { Progress, Text } from '@mantine/core';
import { Card } from '../../components/card.tsx';
import { formatCount } from '../../components/format.ts';
import type { Task } from './tasks.ts';

const DOING: Partial<Record<Task['kind'], string>> = {
  'exact-scan': 'Searching',
  'exact-apply': 'Moving files to the trash',
  'exact-undo': 'Putting files back',
  purge: 'Deleting',
};

/** A task under way. Every file is read and hashed before it is moved, so a move takes its time. */
export function TaskProgress({ task }: { readonly task: Task }) {
  const doing = DOING[task.kind] ?? 'Working';
  const share = task.total > 0 ? (task.done / task.total) * 100 : 0;
  return (
    <Card title={task.state === 'waiting' ? `${doing}: waiting for a worker` : doing}>
      <Progress value={task.total > 0 ? share : 100} animated={task.total === 0} size={10} aria-label={doing} />
      <Text size="sm" c="dimmed" mt={8} role="status">
        {task.total > 0 ? `${formatCount(task.done)} of ${formatCount(task.total)}` : 'Counting…'}
      </Text>
    </Card>
  );
}
