import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { components } from '../../../../src/sdk/openapi.d.ts';
import { type Geometry, removeIds } from './geometry.ts';

type Pages = InfiniteData<components['schemas']['AssetPage']>;

/** Takes assets out of the gallery and of every search, at once and without asking the server. */
export function dropAssets(queries: QueryClient, gone: ReadonlySet<number>): void {
  queries.setQueryData<Geometry>(['geometry'], (geometry) => geometry && removeIds(geometry, gone));
  queries.setQueriesData<Pages>({ queryKey: ['search'] }, (data) => data && { ...data, pages: data.pages.map((page) => without(page, gone)) });
}

function without(page: Pages['pages'][number], gone: ReadonlySet<number>): Pages['pages'][number] {
  const items = page.items.filter(({ id }) => !gone.has(id));
  return { ...page, items, total: page.total - (page.items.length - items.length) };
}
