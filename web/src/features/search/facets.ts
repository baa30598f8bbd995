import { queryOptions } from '@tanstack/react-query';

interface Facet {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly count: number;
}

const MOST = 40;

/** Tags of what a search found, the most frequent first; null where this Magpie does not count them. */
export const facetsQuery = (q: string) =>
  queryOptions({
    queryKey: ['facets', q],
    queryFn: async ({ signal }): Promise<{ readonly items: readonly Facet[]; readonly total: number } | null> => {
      const answer = await fetch(`/api/v1/assets/facets?q=${encodeURIComponent(q)}&limit=${MOST}`, { signal });
      return answer.ok ? ((await answer.json()) as { items: Facet[]; total: number }) : null;
    },
    staleTime: 30_000,
    retry: false,
  });
