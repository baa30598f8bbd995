import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { useSingleMutation } from '../../api/use-single-mutation.ts';
import { formatCount } from '../../components/format.ts';
import { sayProblem } from './say-problem.ts';
import { TagPicker } from './tag-picker.tsx';
import type { Tag } from './tag-queries.ts';

/** Chooses the other tag, says what moves, and asks for it. */
export function MergeForm({ tag, onDone }: { readonly tag: Tag; readonly onDone: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const { data } = useQuery({
    queryKey: ['merge-preview', tag.id, name],
    queryFn: async ({ signal }) => {
      const wanted = name.trim().toLowerCase().replace(/\s+/g, '_');
      const { items } = must((await api.GET('/api/v1/tags', { params: { query: { name: `${wanted}*`, limit: 1, order: 'name' } }, signal })).data);
      const into = items.find((one) => one.name === wanted && one.id !== tag.id);
      if (into === undefined) return null;
      const preview = must((await api.GET('/api/v1/tags/{id}/merge', { params: { path: { id: tag.id }, query: { into: into.id } }, signal })).data);
      return { into, preview };
    },
    enabled: name.trim() !== '',
    retry: false,
  });
  const merge = useSingleMutation({
    mutationFn: async () => {
      if (!data) return;
      const done = await sayProblem(() => api.POST('/api/v1/tags/{id}/merge', { params: { path: { id: tag.id } }, body: { into: data.into.id } }));
      if (!done) return;
      onDone();
      await queries.invalidateQueries({ queryKey: ['tag-tasks'] });
      await navigate({ to: '/tags/$id', params: { id: String(data.into.id) } });
    },
  });
  return (
    <Stack>
      <TagPicker label="The tag that stays" value={name} onChange={setName} autoFocus />
      <Text size="sm" mih={64} role="status">
        {data ? (
          <>
            {formatCount(data.preview.assets)} pictures get {data.into.name.replaceAll('_', ' ')} instead ({formatCount(data.preview.both)} have it already),{' '}
            {data.preview.aliases === 1 ? 'one other name' : `${data.preview.aliases} other names`} and{' '}
            {data.preview.implications === 1 ? 'one rule' : `${data.preview.implications} rules`} move. {tag.name.replaceAll('_', ' ')} becomes another name.{' '}
            <Text span c="var(--mp-warn)">
              This cannot be undone.
            </Text>
          </>
        ) : (
          name !== '' &&
          data === null && (
            <Text span c="dimmed">
              Choose another tag that is there.
            </Text>
          )
        )}
      </Text>
      <Group justify="end">
        <Button disabled={!data} loading={merge.isPending} onClick={() => merge.mutate()}>
          Merge
        </Button>
      </Group>
    </Stack>
  );
}
