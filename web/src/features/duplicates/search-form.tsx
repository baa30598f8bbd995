import { Button, Group, Select, Switch, Text } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { rootsQuery } from '../../api/queries.ts';
import { useSingleMutation } from '../../api/use-single-mutation.ts';
import { Card } from '../../components/card.tsx';
import { sayProblem } from '../trash/use-trash.tsx';
import { tasksQuery } from './tasks.ts';
import classes from './duplicates.module.css';

type Keep = 'oldest' | 'shortest-path' | 'preferred-root';
const RULES: readonly { value: Keep; label: string }[] = [
  { value: 'oldest', label: 'The oldest file' },
  { value: 'shortest-path', label: 'The one with the shortest path' },
  { value: 'preferred-root', label: 'The one in a folder I prefer' },
];

/** Says which file of several stays, and starts the search. */
export function SearchForm({ busy }: { readonly busy: boolean }) {
  const queries = useQueryClient();
  const { data: roots } = useQuery(rootsQuery);
  const [keep, setKeep] = useState<Keep>('oldest');
  const [root, setRoot] = useState<string | null>(null);
  const [stored, setStored] = useState(false);
  const items = roots?.items ?? [];
  const preferred = root ?? items[0]?.path ?? null;
  const search = useSingleMutation({
    mutationFn: () =>
      api.POST('/api/v1/duplicates/exact/scan', {
        body: { keep, stored_counts: stored, ...(keep === 'preferred-root' && preferred ? { preferred_root: preferred } : {}) },
      }),
    onError: sayProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: tasksQuery.queryKey }),
  });
  return (
    <Card title="Search">
      <Text size="sm" c="dimmed" mb="md">
        Finds files with exactly the same bytes among all that the library knows of: files it refers to, and those it copied from that are still there. A search
        moves nothing.
      </Text>
      <div className={classes.form}>
        <Select
          label="Which file stays"
          data={[...RULES]}
          value={keep}
          onChange={(value) => setKeep((value as Keep | null) ?? 'oldest')}
          allowDeselect={false}
          disabled={busy}
        />
        {keep === 'preferred-root' && (
          <Select label="In this folder" data={items.map(({ path }) => path)} value={preferred} onChange={setRoot} allowDeselect={false} disabled={busy} />
        )}
        <Switch
          label="The library’s own copy is enough"
          description="Then every other file of a picture that is stored in the library is surplus"
          checked={stored}
          onChange={(event) => setStored(event.currentTarget.checked)}
          disabled={busy}
        />
      </div>
      {roots && items.length === 0 && (
        <Text size="sm" mt="md" className={classes.hint}>
          No folders are set in which files may be moved. Add them under <code>roots</code> in config.yml; until then a search only shows what there is.
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button
          leftSection={<IconSearch size={17} />}
          onClick={() => search.mutate()}
          loading={search.isPending}
          disabled={busy || (keep === 'preferred-root' && !preferred)}
        >
          Search for duplicates
        </Button>
      </Group>
    </Card>
  );
}
