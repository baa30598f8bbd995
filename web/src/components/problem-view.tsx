import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { problemOf } from '../api/problem.ts';
import classes from './components.module.css';

interface ProblemViewProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  readonly retrying?: boolean;
}

/** An error in the API's words: what happened, why, and what can be done now. */
export function ProblemView({ error, onRetry, retrying = false }: ProblemViewProps) {
  const problem = problemOf(error);
  const offline = problem.code === 'unreachable';
  const Icon = offline ? IconPlugConnectedX : IconAlertTriangle;
  return (
    <div className={classes.centre} role="alert">
      <Stack gap={10} align="center" maw={460}>
        <span className={classes.halo} data-tone={offline ? 'calm' : 'bad'}>
          <Icon size={30} stroke={1.6} aria-hidden />
        </span>
        <Title order={2} size="h3">
          {problem.title}
        </Title>
        {problem.detail && problem.detail !== problem.title && <Text c="dimmed">{problem.detail}</Text>}
        <Text>{problem.next}</Text>
        {onRetry && (
          <Button mt={8} leftSection={<IconRefresh size={18} />} onClick={onRetry} loading={retrying}>
            Try again
          </Button>
        )}
        {!offline && (
          <Code bg="transparent" c="dimmed">
            {problem.code}
          </Code>
        )}
      </Stack>
    </div>
  );
}
