import { Badge, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import type { Root } from '../../api/types.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { formatAgo } from '../../components/format.ts';

const MODES: Record<Root['mode'], string> = {
  scan: 'read when asked',
  copy: 'new files are copied into the library',
  move: 'new files are moved into the library',
  reference: 'files are shown from where they are',
};

/** The folders Magpie may read, and whether they are there. */
export function Roots() {
  const { data } = useQuery({
    queryKey: ['root-states'],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/roots', { signal })).data),
    refetchInterval: 10_000,
  });
  if (data?.items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No other folders may be read from here. Add them under <code>roots</code> in config.yml, or use <code>./magpie ingest</code> on the machine.
      </Text>
    );
  }
  return data?.items.map((root) => (
    <div key={root.id}>
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          Root: {MODES[root.mode]}
          {root.watch && ', watched'}
        </Text>
        {root.state !== 'online' && (
          <Badge variant="light" color={root.state === 'offline' ? 'orange' : 'petrol'} tt="none">
            {root.state === 'offline' ? 'offline' : `moving to ${root.moving_to}`}
          </Badge>
        )}
      </Group>
      <CopyText value={root.path} label="path" />
      {root.state === 'offline' && (
        <Text size="sm" c="var(--mp-warn)">
          {root.reason ?? 'It is not there.'} It went offline {formatAgo(root.since)}; nothing in it is taken for missing, and it comes back by itself.
        </Text>
      )}
    </div>
  ));
}
