import { Center, Loader } from '@mantine/core';
import { ProblemView } from './problem-view.tsx';

interface PendingProps {
  readonly query: {
    readonly isPending: boolean;
    readonly isError: boolean;
    readonly isFetching: boolean;
    readonly data: unknown;
    readonly error: unknown;
    refetch(): Promise<unknown>;
  };
}

/** What is shown of a query until there is data: that it is under way, or why it failed. */
export function Pending({ query }: PendingProps) {
  if (query.isPending)
    return (
      <Center p="xl">
        <Loader />
      </Center>
    );
  if (query.isError && !query.data) return <ProblemView error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  return null;
}
