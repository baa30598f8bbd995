import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError, isLoginRequired } from './problem.ts';
import { authQuery } from './queries.ts';

/** A lost login anywhere sends the page to the login form; what a retry cannot mend is not retried. */
export function createQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isLoginRequired(error)) void queries.invalidateQueries({ queryKey: authQuery.queryKey });
      },
    }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && !(error instanceof ProblemError && error.status >= 400 && error.status < 500),
        // The server may run on this machine: being offline says nothing about reaching it.
        networkMode: 'always',
        refetchOnWindowFocus: false,
        staleTime: 5_000,
      },
      mutations: { networkMode: 'always' },
    },
  });
  return queries;
}
