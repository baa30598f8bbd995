import { List, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { api } from '../../api/client.ts';
import { formatCount } from '../../components/format.ts';
import type { TagTask } from './tag-queries.ts';

/** Says how a task about tags ended. */
export async function tellEnd(id: string): Promise<void> {
  const task = (await api.GET('/api/v1/tasks/{task_id}', { params: { path: { task_id: id } } }).catch(() => undefined))?.data;
  if (task === undefined || task.state === 'cancelled') return;
  const failed = task.state === 'failed';
  notifications.show({
    withBorder: true,
    color: failed ? 'red' : 'petrol',
    autoClose: failed || task.notes.length > 0 ? false : 6000,
    title: failed ? task.error?.title : undefined,
    message: failed ? `${task.error?.detail ?? ''} ${task.error?.next ?? ''}` : <Ended task={task} />,
  });
}

function Ended({ task }: { readonly task: TagTask }) {
  const of = (name: string): string => formatCount(task.result?.[name] ?? 0);
  if (task.kind === 'tag-merge') return <Text size="sm">Merged; {of('assets')} pictures changed.</Text>;
  if (task.kind === 'tag-suggest')
    return (
      <Text size="sm">
        {of('suggestions')} rules suggested from {of('tags')} tags.
      </Text>
    );
  if (task.kind === 'tag-prune') return <Text size="sm">{of('tags')} unused tags removed.</Text>;
  if (task.kind === 'tag-refresh') return <Text size="sm">{of('assets')} pictures changed.</Text>;
  return (
    <>
      <Text size="sm">
        {of('tags')} tags, {of('aliases')} other names and {of('implications')} rules are new; {of('known')} lines were known
        {(task.result?.['bad'] ?? 0) > 0 && `; ${of('bad')} could not be taken over`}.
      </Text>
      {task.notes.length > 0 && (
        <List size="xs" mt={6} c="dimmed">
          {task.notes.slice(0, 8).map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
    </>
  );
}
