import { Button, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useSingleMutation } from '../../api/use-single-mutation.ts';
import { Card } from '../../components/card.tsx';
import { formatAgo, formatBytes, plural } from '../../components/format.ts';
import { sayProblem } from '../trash/use-trash.tsx';
import classes from './duplicates.module.css';
import { type Task, tasksQuery } from './tasks.ts';

/** Moves and undos so far, each move with its undo. */
export function History({ tasks, busy }: { readonly tasks: readonly Task[]; readonly busy: boolean }) {
  const queries = useQueryClient();
  const undo = useSingleMutation({
    mutationFn: (id: string) => api.POST('/api/v1/duplicates/exact/undo', { body: { task_id: id } }),
    onError: sayProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: tasksQuery.queryKey }),
  });
  const moves = tasks.filter(({ kind, state }) => kind !== 'exact-scan' && (state === 'finished' || state === 'failed'));
  if (moves.length === 0) return null;
  return (
    <Card title="What was moved">
      <ul className={classes.history}>
        {moves.map((task) => (
          <li key={task.id}>
            <div>
              <strong>{lineOf(task)}</strong>
              <Text size="sm" c="dimmed">
                {formatAgo(task.createdAt)}
                {(task.result?.['failed'] ?? 0) > 0 && ` · ${plural(task.result?.['failed'] ?? 0, 'file')} stayed where they were, the list says why`}
              </Text>
            </div>
            {task.kind === 'exact-apply' && isUndone(task, tasks) && (
              <Text size="sm" c="dimmed">
                undone
              </Text>
            )}
            {task.kind === 'exact-apply' && !isUndone(task, tasks) && (task.result?.['moved'] ?? 1) > 0 && (
              <Button
                size="compact-md"
                variant="default"
                leftSection={<IconArrowBackUp size={16} />}
                onClick={() => undo.mutate(task.id)}
                loading={undo.isPending && undo.variables === task.id}
                disabled={busy}
              >
                Undo
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function isUndone(apply: Task, tasks: readonly Task[]): boolean {
  return tasks.some(({ kind, of, state, result }) => kind === 'exact-undo' && of === apply.id && state === 'finished' && (result?.['failed'] ?? 0) === 0);
}

function lineOf(task: Task): string {
  if (task.state === 'failed') return `${task.kind === 'exact-undo' ? 'Undo' : 'Move'} failed: ${task.error?.detail ?? task.error?.title ?? ''}`;
  const files = plural(task.result?.['moved'] ?? 0, 'file');
  return task.kind === 'exact-undo' ? `${files} put back` : `${files} moved to the trash, ${formatBytes(task.result?.['bytes'] ?? 0)}`;
}
