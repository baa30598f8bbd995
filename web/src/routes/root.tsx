import { Center, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useMatchRoute } from '@tanstack/react-router';
import { useEffect } from 'react';
import { events } from '../api/event-hub.ts';
import { authQuery } from '../api/queries.ts';
import { KeyHelp } from '../components/key-help.tsx';
import { ProblemView } from '../components/problem-view.tsx';
import { followLibrary } from '../features/gallery/library.ts';
import { BlurDialog } from '../features/marks/blur-dialog.tsx';
import { followMarks } from '../features/marks/marks.ts';
import { AddToPoolHost } from '../features/pools/add-to-pool-host.tsx';
import { followPools } from '../features/pools/pool-queries.ts';
import { followTags } from '../features/tags/follow-tags.ts';
import { useCategoryColors } from '../features/tags/category-colors.ts';
import { followSessions } from '../features/sessions/session-live.ts';
import { DropOverlay } from '../features/upload/drop-overlay.tsx';
import { UploadDialog } from '../features/upload/upload-dialog.tsx';
import { UploadTray } from '../features/upload/upload-tray.tsx';
import { Header } from './header.tsx';
import { LoginPage } from './login-page.tsx';
import classes from './root.module.css';

/** Who may see the library does; others see the login form at the same address, and land where they wanted. */
export function Root() {
  const auth = useQuery({ ...authQuery, refetchInterval: (query) => (query.state.status === 'error' ? 3000 : false) });
  if (auth.isPending) {
    return (
      <Center h="100%">
        <Loader />
      </Center>
    );
  }
  if (auth.isError && !auth.data) return <ProblemView error={auth.error} onRetry={() => void auth.refetch()} retrying={auth.isFetching} />;
  if (auth.data?.passwordSet && !auth.data.loggedIn) return <LoginPage />;
  return <Shell />;
}

function Shell() {
  const queries = useQueryClient();
  useCategoryColors();
  // The viewer covers the page; Tab must not wander behind it.
  const match = useMatchRoute();
  const viewing = (['/asset/$id', '/score', '/slideshow', '/pools/$id/read'] as const).some((to) => match({ to }) !== false);
  useEffect(() => {
    const stops = [followLibrary(queries), followMarks(), followSessions(queries), followPools(queries), followTags(queries), events.start()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [queries]);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to content
      </a>
      <div inert={viewing}>
        <Header />
      </div>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      <UploadTray />
      <UploadDialog />
      <DropOverlay />
      <KeyHelp />
      <BlurDialog />
      <AddToPoolHost />
    </div>
  );
}
