import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import type { paths } from '../../api/types.ts';

type FolderPage = paths['/api/v1/ingest/directories']['get']['responses']['200']['content']['application/json'];
export type Folder = FolderPage['items'][number];

const MAX_FOLLOWED = 3;

/** The folders in a folder, page by page; without a path the roots. Folders of 100,000 entries are read no further than shown. */
export const foldersQuery = (path: string | null) =>
  infiniteQueryOptions({
    queryKey: ['folders', path],
    queryFn: async ({ pageParam, signal }): Promise<FolderPage> => {
      const query = { ...(path === null ? {} : { path }), ...(pageParam === null ? {} : { cursor: pageParam }) };
      return must((await api.GET('/api/v1/ingest/directories', { params: { query }, signal })).data);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: FolderPage) => page.next,
    staleTime: 5_000,
    // The server looks at the disk while somebody watches; of a long list only the beginning is asked for again.
    refetchInterval: (query) => {
      const pages = query.state.data?.pages ?? [];
      return pages.length <= MAX_FOLLOWED && pages.some((page) => page.refreshing) ? 1500 : false;
    },
  });

/** Why a root cannot be read now; null when it can. */
export function offlineReason({ root }: Folder): string | null {
  return root?.state === 'offline' ? (root.reason ?? 'It is not there') : null;
}
