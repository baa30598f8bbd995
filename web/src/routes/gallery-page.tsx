import { Center, Loader } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCanGoBack, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { problemOf } from '../api/problem.ts';
import { ProblemView } from '../components/problem-view.tsx';
import { useRandomKey } from '../features/deck/use-random.ts';
import { EmptyLibrary } from '../features/gallery/empty-library.tsx';
import { GalleryView } from '../features/gallery/gallery-view.tsx';
import { EMPTY_GEOMETRY, type Geometry, geometryOf, removeIds } from '../features/gallery/geometry.ts';
import { geometryQuery, searchQuery } from '../features/gallery/library.ts';
import { QueryProblem } from '../features/gallery/query-problem.tsx';
import { SearchBar } from '../features/gallery/search-bar.tsx';
import { SelectionBar, useTrashSelection } from '../features/selection/selection-bar.tsx';
import { countOf, selection } from '../features/selection/selection.ts';
import { useSelectionKeys } from '../features/selection/use-selection-keys.ts';
import { FacetsPlace } from '../features/search/facets-place.tsx';
import { NothingFound } from '../features/search/nothing-found.tsx';
import { PinnedSearches } from '../features/search/pinned-searches.tsx';
import { useTrash } from '../features/trash/use-trash.tsx';
import classes from './gallery-page.module.css';

const AssetViewer = lazy(() => import('../viewer/asset-viewer.tsx').then((module) => ({ default: module.AssetViewer })));

/** Months mean nothing in an order that is not by time. */
const OTHER_ORDER = /\border:(?!newest|oldest)/i;
const NONE: ReadonlySet<number> = new Set();

/** The library, or what a search found in it, with the viewer above when an asset is open. */
export function GalleryPage() {
  const { q = '' } = useSearch({ strict: false });
  const { id } = useParams({ strict: false });
  const openId = id !== undefined && /^[1-9]\d{0,15}$/.test(id) ? Number(id) : null;
  const navigate = useNavigate();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  useDocumentTitle(q ? `${q} · Magpie` : 'Magpie');

  const whole = useQuery({ ...geometryQuery, enabled: q === '' });
  const found = useInfiniteQuery({ ...searchQuery(q), enabled: q !== '' });
  const state = q === '' ? whole : found;
  const foundPages = found.data?.pages;
  const foundGeometry = useMemo(() => geometryOf(foundPages?.flatMap((page) => page.items) ?? [], !OTHER_ORDER.test(q)), [foundPages, q]);
  const geometry: Geometry = q === '' ? (whole.data ?? EMPTY_GEOMETRY) : foundGeometry;
  const total = q === '' ? geometry.ids.length : (foundPages?.[0]?.total ?? 0);

  const unreadable = found.isError && problemOf(found.error).code === 'query-invalid';

  const search = q === '' ? {} : { q };
  const hrefOf = useCallback((asset: number) => `/asset/${asset}${q === '' ? '' : `?q=${encodeURIComponent(q)}`}`, [q]);
  const open = (asset: number, replace = false): void => void navigate({ to: '/asset/$id', params: { id: String(asset) }, search, replace });
  const close = (): void => {
    if (canGoBack) router.history.back();
    else void navigate({ to: '/', search, replace: true });
  };
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  // While one looks, next and previous go through the library as it was when the picture was opened.
  const [frozen, setFrozen] = useState<Geometry | null>(null);
  const ready = !state.isPending;
  if (openId === null && frozen) setFrozen(null);
  if (openId !== null && ready && (!frozen || (q !== '' && frozen.ids.length < geometry.ids.length))) {
    setFrozen(geometry.ids.includes(openId) ? geometry : { ids: [openId], ratios: [150], months: [] });
  }

  // Of that, what was moved to the trash meanwhile is passed over; the one on the screen stays until another is shown.
  const [trashed, setTrashed] = useState<ReadonlySet<number>>(NONE);
  if (openId === null && trashed !== NONE) setTrashed(NONE);
  const list = useMemo(() => {
    const gone = new Set([...trashed].filter((asset) => asset !== openId));
    return frozen && gone.size > 0 ? removeIds(frozen, gone) : frozen;
  }, [frozen, trashed, openId]);
  const moveToTrash = useTrash();
  const trashSelection = useTrashSelection();
  useSelectionKeys({ q, total, active: openId === null });
  // What was picked belongs to what was found.
  useEffect(() => () => selection.clear(), [q]);
  useRandomKey(openId === null);

  return (
    <>
      <div className={classes.page} inert={openId !== null}>
        <h1 className="visually-hidden">{q === '' ? 'Library' : `Search: ${q}`}</h1>
        {q === '' && <PinnedSearches />}
        {q !== '' && <SearchBar q={q} total={found.isSuccess ? total : found.isError ? 'none' : null} />}
        <div
          className={classes.body}
          onKeyDown={(event) => {
            const focused = (event.target as HTMLElement).dataset['asset'];
            if (event.key !== 'Delete' || event.repeat || focused === undefined) return;
            event.preventDefault();
            if (countOf(selection.current()) > 0) return void trashSelection();
            const next = geometry.ids[geometry.ids.indexOf(Number(focused)) + 1];
            const tiles = event.currentTarget;
            void moveToTrash([Number(focused)], () => tiles.querySelector<HTMLElement>(`[data-asset="${next}"]`)?.focus());
          }}
        >
          {state.isPending && (
            <Center h="100%">
              <Loader />
            </Center>
          )}
          {unreadable && <QueryProblem q={q} error={found.error} />}
          {state.isError && !state.data && !unreadable && <ProblemView error={state.error} onRetry={() => void state.refetch()} retrying={state.isFetching} />}
          {state.data && geometry.ids.length === 0 && (q === '' ? <EmptyLibrary /> : <NothingFound q={q} />)}
          {geometry.ids.length > 0 && (
            <FacetsPlace q={q}>
              <GalleryView
                geometry={geometry}
                memoryKey={q}
                hrefOf={hrefOf}
                onOpen={open}
                openId={openId}
                scrubber={q === ''}
                onNearEnd={q === '' ? undefined : more}
                footer={
                  isFetchingNextPage && q !== '' ? (
                    <Center p="md">
                      <Loader size="sm" />
                    </Center>
                  ) : null
                }
              />
            </FacetsPlace>
          )}
        </div>
      </div>
      {openId === null && <SelectionBar q={q} total={total} />}
      {openId !== null && list && (
        <Suspense fallback={<div className={classes.curtain} />}>
          <AssetViewer
            id={openId}
            list={list}
            onShow={(next) => {
              if (q !== '' && list.ids.indexOf(next) > list.ids.length - 20) more();
              open(next, true);
            }}
            onClose={close}
            onTrashed={(gone) => {
              const at = list.ids.indexOf(gone);
              const next = at === -1 ? undefined : (list.ids[at + 1] ?? list.ids[at - 1]);
              if (next === undefined) return close();
              setTrashed(new Set([...trashed, gone]));
              open(next, true);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
