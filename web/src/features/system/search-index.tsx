import { Badge, Group, Progress, Stack, Text } from '@mantine/core';
import type { System } from '../../api/types.ts';
import { Card } from '../../components/card.tsx';
import { formatAgo, formatBytes, formatCount } from '../../components/format.ts';

const STATES = {
  ready: { label: 'ready', color: 'teal' },
  loading: { label: 'loading', color: 'yellow' },
  sql: { label: 'the catalog answers', color: 'gray' },
} as const;

/** What answers searches, and what is being made of it. */
export function SearchIndex({ index }: { readonly index: System['index'] }) {
  const { label, color } = STATES[index.state];
  return (
    <Card title="Search index">
      <Stack gap="xs">
        <Group gap="sm">
          <Badge variant="light" color={color} tt="none">
            {label}
          </Badge>
          <Text size="sm" c="dimmed">
            {index.state === 'ready' ? facts(index) : (index.reason ?? 'Searches are answered meanwhile, only slower.')}
          </Text>
        </Group>
        {index.progress !== null && (
          <div>
            <Text size="sm" c="dimmed">
              {index.state === 'loading' ? 'Loading' : 'Building a new one'}: {Math.round(index.progress * 100)} %
            </Text>
            <Progress value={index.progress * 100} size={6} mt={4} aria-label="How far the index is" />
          </div>
        )}
      </Stack>
    </Card>
  );
}

function facts({ assets, links, changed, bytes, builtAt }: System['index']): string {
  return [
    `${formatCount(assets)} pictures, ${formatCount(links)} tags on them`,
    formatBytes(bytes),
    ...(builtAt === null ? [] : [`built ${formatAgo(builtAt)}`]),
    ...(changed > 0 ? [`${formatCount(changed)} changes since`] : []),
  ].join(' · ');
}
