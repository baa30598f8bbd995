import { Button, Group, Progress, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { formatCount, plural } from '../../components/format.ts';
import { showUndo } from '../../components/show-undo.tsx';
import { sayProblem } from '../trash/use-trash.tsx';
import { isOpen, taskQuery } from './task-query.ts';

/** Long enough to come back to the page and still find the button. */
const LEFT_MS = 20_000;

interface TaskWords {
  /** While it runs: `Editing 1,200 pictures`. */
  readonly doing: string;
  /** Done, in as many pictures: `1,180 pictures changed`. */
  readonly done: (changed: number) => string;
}

/** Follows a task at the top of the page, whatever page that is by then: progress and cancel, then undo. */
export function followTask(id: string, words: TaskWords): void {
  notifications.show({ id: `task-${id}`, autoClose: false, withBorder: true, message: <TaskNote id={id} words={words} /> });
}

function TaskNote({ id, words }: { readonly id: string; readonly words: TaskWords }) {
  const queries = useQueryClient();
  const { data: task, error } = useQuery(taskQuery(id));
  const ended = task !== undefined && !isOpen(task.state);
  const told = useRef(false);
  const undone = useRef(false);
  useEffect(() => {
    if (!ended || told.current) return;
    told.current = true;
    for (const key of ['asset', 'search', 'edits', 'history']) void queries.invalidateQueries({ queryKey: [key] });
    setTimeout(() => notifications.hide(`task-${id}`), LEFT_MS);
  }, [ended, id, queries]);

  if (error) return <Text size="sm">How far it is cannot be said now; it goes on by itself.</Text>;
  if (!task || !ended) {
    const share = task && task.total > 0 ? (task.done / task.total) * 100 : 0;
    return (
      <div>
        <Group justify="space-between" wrap="nowrap" mb={8}>
          <Text size="sm">{words.doing}</Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() =>
              void api
                .POST('/api/v1/tasks/{task_id}/cancel', { params: { path: { task_id: id } } })
                .then(() => queries.invalidateQueries({ queryKey: ['task', id] }))
                .catch(sayProblem)
            }
          >
            Cancel
          </Button>
        </Group>
        <Progress value={task && task.total > 0 ? share : 100} animated={!task || task.total === 0} size={8} aria-label={words.doing} />
        <Text size="xs" c="dimmed" mt={6} role="status">
          {task && task.total > 0
            ? `${formatCount(task.done)} of ${formatCount(task.total)}`
            : task?.state === 'waiting'
              ? 'Waiting for a worker'
              : 'Counting…'}
        </Text>
      </div>
    );
  }
  const changed = task.result?.['changed'] ?? 0;
  const undo = async (): Promise<void> => {
    // The button can still be clicked while the note goes away.
    if (undone.current) return;
    undone.current = true;
    notifications.hide(`task-${id}`);
    if (task.kind === 'bulk-trash') {
      await api.POST('/api/v1/trash/{batch}/undo', { params: { path: { batch: id } } }).catch(sayProblem);
      await queries.invalidateQueries({ queryKey: ['search'] });
    } else await revertEdit(queries, id, changed);
  };
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm" role="status">
        {task.state === 'failed'
          ? `${task.error?.title ?? 'It failed'}. ${task.error?.next ?? ''}`
          : task.state === 'cancelled'
            ? `Stopped after ${plural(changed, 'picture')}`
            : words.done(changed)}
      </Text>
      {changed > 0 && (
        <Button size="compact-sm" variant="light" onClick={() => void undo()}>
          Undo
        </Button>
      )}
    </Group>
  );
}

/** Takes a deed back, at once or as a task to follow; that too can be undone. */
export async function revertEdit(queries: QueryClient, batch: string, pictures: number): Promise<void> {
  try {
    const done = must((await api.POST('/api/v1/edits/{batch}/revert', { params: { path: { batch } } })).data);
    if (done.task !== null) {
      const words = (count: number): string => `Taken back in ${plural(count, 'picture')}`;
      followTask(done.task, { doing: `Taking back ${plural(pictures, 'change')}`, done: words });
    } else
      showUndo(done.batch, done.assets === 1 ? 'Taken back' : `Taken back in ${plural(done.assets, 'picture')}`, () =>
        revertEdit(queries, done.batch, done.assets),
      );
  } catch (error) {
    sayProblem(error);
  }
  for (const key of ['asset', 'search', 'edits', 'history']) void queries.invalidateQueries({ queryKey: [key] });
}
