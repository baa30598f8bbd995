import { Button, Group, Progress, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../../api/client.ts';
import { formatCount } from '../../components/format.ts';
import classes from './tags.module.css';
import { tagTasksQuery, type TagTask } from './tag-queries.ts';
import { tellEnd } from './tell-end.tsx';

const DOING: Partial<Record<TagTask['kind'], string>> = {
  'tag-merge': 'Merging tags',
  'tag-refresh': 'Giving pictures their implied tags',
  'tag-suggest': 'Looking for implications',
  'tag-import': 'Reading a list of tags',
  'tag-prune': 'Removing unused tags',
};

/** What is being done about tags, and what waits; when one ends, everything on tags is asked again. */
export function TagTasks() {
  const queries = useQueryClient();
  const { data: tasks = [] } = useQuery(tagTasksQuery);
  const before = useRef<readonly TagTask[]>([]);
  useEffect(() => {
    const ended = before.current.filter((task) => !tasks.some(({ id }) => id === task.id));
    before.current = tasks;
    if (ended.length === 0) return;
    for (const task of ended) void tellEnd(task.id);
    for (const key of ['tags', 'tag', 'tag-categories', 'tag-implications']) void queries.invalidateQueries({ queryKey: [key] });
  }, [tasks, queries]);
  if (tasks.length === 0) return null;
  return (
    <div className={classes.tasks}>
      {tasks.map((task) => (
        <TaskLine key={task.id} task={task} />
      ))}
    </div>
  );
}

function TaskLine({ task }: { readonly task: TagTask }) {
  const queries = useQueryClient();
  const cancel = async (): Promise<void> => {
    await api.POST('/api/v1/tasks/{task_id}/cancel', { params: { path: { task_id: task.id } } }).catch(() => undefined);
    await queries.invalidateQueries({ queryKey: ['tag-tasks'] });
  };
  const doing = DOING[task.kind] ?? task.kind;
  return (
    <div className={classes.task}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" role="status">
          {task.state === 'waiting' ? `${doing}: waits its turn` : doing}
          {task.total > 0 && task.state === 'running' && ` · ${formatCount(task.done)} of ${formatCount(task.total)}`}
        </Text>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void cancel()}>
          Cancel
        </Button>
      </Group>
      {task.state === 'running' && (
        <Progress value={task.total > 0 ? (task.done / task.total) * 100 : 100} animated={task.total === 0} size={6} mt={6} aria-label={doing} />
      )}
    </div>
  );
}
