import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { type AssetEvent, events } from '../../api/event-hub.ts';
import { must } from '../../api/queries.ts';
import type { AssetSummary } from '../../api/types.ts';
import { AssetDetails } from './asset-details.ts';
import { dropAssets } from './drop-assets.ts';
import type { Geometry } from './geometry.ts';
import { placeAssets } from './place-assets.ts';

export const details = new AssetDetails(async (ids, signal) => {
  const { data } = await api.GET('/api/v1/assets', { params: { query: { ids: ids.join(','), limit: ids.length } }, signal });
  return data?.items ?? [];
});

/** The whole library's shape, loaded once; afterwards events keep it right. */
export const geometryQuery = queryOptions({
  queryKey: ['geometry'],
  queryFn: async ({ signal }): Promise<Geometry> => {
    const requestedAt = performance.now();
    const data = must((await api.GET('/api/v1/assets/geometry', { signal })).data);
    events.continueFrom(data.version, requestedAt);
    return { ids: data.ids, ratios: data.ratios, months: data.months };
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  // Comparing two arrays of 100,000 numbers deeply would cost more than using the new ones.
  structuralSharing: false,
});

/** A search, page by page. */
export const searchQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['search', q],
    queryFn: async ({ pageParam, signal }) => {
      const query = { q, limit: 200, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const page = must((await api.GET('/api/v1/assets', { params: { query }, signal })).data);
      details.put(page.items);
      return page;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 30_000,
  });

/** At 100 new pictures a second the gallery is laid out twice a second, not a hundred times. */
const BATCH_MS = 400;

/** A new picture shows in an open search after so long at most. */
const SEARCH_REFRESH_MS = 800;
const REFRESHED_PAGES = 5;

/** Keeps the cached geometry in step with the library. Returns how to stop. */
export function followLibrary(queries: QueryClient): () => void {
  let waiting: AssetEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;

  let searchTimer: ReturnType<typeof setTimeout> | undefined;
  const refreshSearchSoon = (): void => {
    searchTimer ??= setTimeout(() => {
      searchTimer = undefined;
      // All pages of a search are asked for again: of a long one that is left to the next visit.
      void queries.invalidateQueries({
        queryKey: ['search'],
        predicate: ({ state }) => ((state.data as { pages?: unknown[] } | undefined)?.pages?.length ?? 0) <= REFRESHED_PAGES,
      });
    }, SEARCH_REFRESH_MS);
  };

  const apply = async (): Promise<void> => {
    timer = undefined;
    if (busy) return;
    busy = true;
    try {
      while (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        await applyBatch(queries, batch);
      }
    } catch {
      // Details could not be had: load the whole again rather than show it wrong.
      waiting = [];
      await queries.invalidateQueries({ queryKey: geometryQuery.queryKey });
    } finally {
      busy = false;
    }
  };
  const stops = [
    events.on('asset', (event) => {
      waiting.push(event);
      refreshSearchSoon();
      timer ??= setTimeout(() => void apply(), BATCH_MS);
    }),
    events.on('reset', () => {
      waiting = [];
      void queries.invalidateQueries({ queryKey: geometryQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ['search'] });
    }),
  ];
  return () => {
    clearTimeout(timer);
    clearTimeout(searchTimer);
    for (const stop of stops) stop();
  };
}

async function applyBatch(queries: QueryClient, batch: readonly AssetEvent[]): Promise<void> {
  const last = new Map(batch.map((event) => [event.id, event]));
  const gone = new Set<number>();
  const added: AssetSummary[] = [];
  for (const event of last.values()) {
    if ('removed' in event) gone.add(event.id);
    else added.push(event);
  }
  details.put(added);
  if (gone.size > 0) dropAssets(queries, gone);
  for (;;) {
    const before = queries.getQueryData(geometryQuery.queryKey);
    if (!before) return;
    const after = await placeAssets(before, added, details.lookup);
    // Reloaded meanwhile: place them in the newer one.
    if (queries.getQueryData(geometryQuery.queryKey) !== before) continue;
    if (after !== before) queries.setQueryData(geometryQuery.queryKey, after);
    return;
  }
}
