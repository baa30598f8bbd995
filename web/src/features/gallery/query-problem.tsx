import { Stack, Text, Title } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { problemOf } from '../../api/problem.ts';
import { SearchHelp } from './search-help.tsx';
import classes from './search-help.module.css';

/** A search that cannot be read: the text with the mistake marked in it. */
export function QueryProblem({ q, error }: { readonly q: string; readonly error: unknown }) {
  const { title, detail, errors } = problemOf(error);
  const [start = q.length, end = q.length] = (/\[(\d+)\.\.(\d+)\]/.exec(errors?.[0]?.path ?? '') ?? []).slice(1).map(Number);
  return (
    <Stack align="center" justify="center" h="100%" gap="sm" p="lg" ta="center" role="alert">
      <IconSearchOff size={44} stroke={1.3} color="var(--mp-dim)" aria-hidden />
      <Title order={2} size="h3">
        {title}
      </Title>
      <p className={classes.query}>
        {q.slice(0, start)}
        <mark>{q.slice(start, end) || '␣'}</mark>
        {q.slice(end)}
      </p>
      <Text maw={460}>{detail}</Text>
      <SearchHelp />
    </Stack>
  );
}
