import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { SearchHelp } from '../gallery/search-help.tsx';
import { explainQuery } from './search-queries.ts';
import classes from './search.module.css';

const MOST_STEPS = 4;

/** A search without a result, and the searches beside it: each leaves one term out. */
export function NothingFound({ q }: { readonly q: string }) {
  const { data } = useQuery(explainQuery(q));
  const steps = data !== undefined && data.terms.length > 1 ? data.terms.slice(0, MOST_STEPS) : [];
  return (
    <Stack align="center" justify="center" h="100%" gap="xs" p="lg" ta="center">
      <IconSearchOff size={44} stroke={1.3} color="var(--mp-dim)" aria-hidden />
      <Title order={2} size="h3">
        Nothing found
      </Title>
      <Text c="dimmed">
        {steps.length > 0 ? 'Nothing in the library answers to all of this. Leave one of these out:' : 'Nothing in the library answers to this.'}
      </Text>
      {steps.length > 0 && (
        <ul className={classes.steps}>
          {steps.map(({ text, negated, without }) => (
            <li key={`${negated} ${text}`}>
              <Button size="compact-sm" variant="default" renderRoot={(props) => <Link {...props} to="/" search={{ q: without }} />}>
                without&nbsp;<code>{negated ? `-${text}` : text}</code>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Group gap="xs" mt="xs" justify="center">
        <Button variant="light" renderRoot={(props) => <Link {...props} to="/" search={{}} />}>
          Show the whole library
        </Button>
        <SearchHelp />
      </Group>
    </Stack>
  );
}
