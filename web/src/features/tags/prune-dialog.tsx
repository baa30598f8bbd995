import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { useSingleMutation } from '../../api/use-single-mutation.ts';
import { plural } from '../../components/format.ts';
import { ProblemView } from '../../components/problem-view.tsx';
import { sayProblem } from './say-problem.ts';

/** Says how many tags nothing bears, and asks for them to be removed; the progress shows above the tags. */
export function PruneDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [all, setAll] = useState(false);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['tag-prune'],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/tags/prune', { signal })).data),
    enabled: opened,
    gcTime: 0,
    retry: false,
  });
  const count = data === undefined ? 0 : data.unused + (all ? data.kept : 0);
  const remove = useSingleMutation({
    mutationFn: async () => {
      const done = await sayProblem(() => api.POST('/api/v1/tags/prune', { body: { all } }));
      if (!done) return;
      setAll(false);
      onClose();
      await queries.invalidateQueries({ queryKey: ['tag-tasks'] });
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title="Remove unused tags">
      <Stack>
        {error !== null && <ProblemView error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {error === null && (
          <Text size="sm" role="status">
            {data === undefined && 'Counting…'}
            {data !== undefined && count === 0 && 'There is nothing to remove: every tag is on a picture, or something is known of it.'}
            {data !== undefined && count > 0 && (
              <>
                {plural(count, 'tag')} {count === 1 ? 'is' : 'are'} on no picture.{' '}
                <Text span c="var(--mp-warn)">
                  Removing cannot be undone.
                </Text>
              </>
            )}
          </Text>
        )}
        {data !== undefined && data.kept > 0 && (
          <Checkbox
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
            label={`Also the ${plural(data.kept, 'tag')} with a note, a category, other names or rules, or that somebody made or a list brought`}
          />
        )}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={count === 0} loading={remove.isPending} onClick={() => remove.mutate()}>
            {count === 0 ? 'Remove' : `Remove ${plural(count, 'tag')}`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
