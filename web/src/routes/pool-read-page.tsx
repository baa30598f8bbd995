import { ActionIcon, Center, Loader } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconArrowLeft, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useCanGoBack, useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { previewUrl } from '../api/client.ts';
import type { AssetSummary } from '../api/types.ts';
import { ProblemView } from '../components/problem-view.tsx';
import { useBlur } from '../features/marks/use-blur.ts';
import { placeholderOf } from '../features/gallery/placeholder.ts';
import { poolAssetsQuery, poolQuery } from '../features/pools/pool-queries.ts';
import classes from '../features/pools/read.module.css';
import { NotFoundPage } from './not-found-page.tsx';
import { pageId } from './page-id.ts';

const EDGE_PX = 40;

/** A pool from top to bottom, as comics are read. */
export function PoolReadPage() {
  const id = pageId(useParams({ strict: false }).id);
  return id === undefined ? <NotFoundPage /> : <PoolReader id={id} />;
}

function PoolReader({ id }: { readonly id: number }) {
  const pool = useQuery(poolQuery(id)).data;
  const members = useInfiniteQuery(poolAssetsQuery(id));
  const items = members.data?.pages.flatMap((page) => page.items) ?? [];
  const scroller = useRef<HTMLDivElement>(null);
  const [middle, setMiddle] = useState(1);
  // At its ends the first and the last are read, whatever lies in the middle of the screen.
  const [edge, setEdge] = useState<'start' | 'end' | null>('start');
  const navigate = useNavigate();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  useDocumentTitle(`${pool?.name ?? 'Pool'} · Magpie`);

  const close = (): void => (canGoBack ? router.history.back() : void navigate({ to: '/pools/$id', params: { id: String(id) }, replace: true }));
  const latest = useRef({ close, members });
  latest.current = { close, members };
  useEffect(() => {
    // Arrow keys, Space and Page keys scroll by themselves once this has the focus.
    scroller.current?.focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) latest.current.close();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    const root = scroller.current;
    if (!root) return undefined;
    const seen = new IntersectionObserver(
      (entries) => {
        const entry = entries.findLast(({ isIntersecting }) => isIntersecting);
        if (entry) setMiddle(Number((entry.target as HTMLElement).dataset['place']));
      },
      // The one that crosses the middle of the screen is the one that is read.
      { root, rootMargin: '-50% 0px -50% 0px' },
    );
    for (const page of root.querySelectorAll('[data-place]')) seen.observe(page);
    return () => seen.disconnect();
  }, [items.length]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = members;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && middle > items.length - 10) void fetchNextPage();
  }, [middle, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const at = edge === 'start' ? 1 : edge === 'end' && !hasNextPage ? items.length : middle;

  return (
    <div className={classes.reader}>
      <header className={classes.bar}>
        <ActionIcon className={classes.back} variant="transparent" size="lg" aria-label="Back to the pool (Esc)" onClick={close}>
          <IconArrowLeft size={22} />
        </ActionIcon>
        <span className={classes.title}>{pool?.name}</span>
        {items.length > 0 && (
          <span className={classes.progress}>
            {at} / {members.data?.pages[0]?.total}
          </span>
        )}
      </header>
      <div
        ref={scroller}
        className={classes.scroller}
        tabIndex={-1}
        aria-label={pool?.name ?? 'Pool'}
        role="region"
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
          setEdge(scrollTop < EDGE_PX ? 'start' : scrollTop + clientHeight > scrollHeight - EDGE_PX ? 'end' : null)
        }
      >
        {members.isPending && (
          <Center p="xl">
            <Loader />
          </Center>
        )}
        {members.isError && !members.data && <ProblemView error={members.error} onRetry={() => void members.refetch()} />}
        <ol className={classes.pages}>
          {items.map((asset, index) => (
            <ReadPage key={asset.id} asset={asset} place={index + 1} pool={id} />
          ))}
        </ol>
        {isFetchingNextPage && (
          <Center p="xl">
            <Loader size="sm" />
          </Center>
        )}
      </div>
    </div>
  );
}

function ReadPage({ asset, place, pool }: { readonly asset: AssetSummary; readonly place: number; readonly pool: number }) {
  const [loaded, setLoaded] = useState(false);
  const { isBlurred } = useBlur();
  // Blurred until it is wanted: a click shows this one.
  const [revealed, setRevealed] = useState(false);
  const hides = isBlurred(asset) && !revealed;
  const placeholder = loaded ? undefined : placeholderOf(asset.thumbhash);
  const shape = asset.width > 0 && asset.height > 0 ? `${asset.width} / ${asset.height}` : '3 / 2';
  return (
    <li data-place={place} data-blurred={hides || undefined} style={{ aspectRatio: shape, ...(placeholder ? { backgroundImage: `url(${placeholder})` } : {}) }}>
      <img src={previewUrl(asset.id, asset.version)} alt={asset.name} loading="lazy" decoding="async" onLoad={() => setLoaded(true)} />
      {hides && (
        <button type="button" className={classes.reveal} onClick={() => setRevealed(true)}>
          Show it
        </button>
      )}
      {asset.durationMs !== null && !hides && (
        <Link
          className={classes.play}
          to="/asset/$id"
          params={{ id: String(asset.id) }}
          search={{ q: `pool:${pool} order:pool` }}
          aria-label={`Play ${asset.name}`}
        >
          <IconPlayerPlayFilled size={30} />
        </Link>
      )}
    </li>
  );
}
