import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { plural } from '../../components/format.ts';
import { SearchHelp } from './search-help.tsx';

/** What is shown instead of the whole library, and the way back to it. */
export function SearchBar({ q, total }: { readonly q: string; readonly total: number | 'none' | null }) {
  const session = /^session:(\S+)$/.exec(q)?.[1];
  return (
    <Group px={24} pb={6} gap="xs" mih={38} wrap="nowrap">
      <Text size="sm" c="dimmed" truncate role="status">
        {total === null ? 'Searching…' : total === 'none' ? '' : `${plural(total, 'picture')}${session ? ' from one session' : ''}`}
      </Text>
      {session && (
        <Button size="compact-sm" variant="subtle" renderRoot={(props) => <Link {...props} to="/sessions/$id" params={{ id: session }} search={{}} />}>
          Session
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" renderRoot={(props) => <Link {...props} to="/" search={{}} />}>
        Show all
      </Button>
      {!session && total !== 'none' && <SearchHelp />}
    </Group>
  );
}
