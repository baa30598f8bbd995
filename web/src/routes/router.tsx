import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { Outcome } from '../api/types.ts';
import type { SessionFilter } from '../features/sessions/session-live.ts';
import type { RuleState } from '../features/tags/tag-queries.ts';
import type { TagsSearch } from './tags-page.tsx';
import { PageError } from './page-error.tsx';
import { GalleryPage } from './gallery-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { Root } from './root.tsx';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Root, notFoundComponent: NotFoundPage });

/** The gallery stays in the page under the viewer, so that going back is instant and exact. */
const library = createRoute({
  getParentRoute: () => root,
  id: 'library',
  component: GalleryPage,
  validateSearch: (search: Record<string, unknown>): { q?: string } => {
    const q = search['q'];
    return typeof q === 'string' && q.trim() !== '' ? { q } : typeof q === 'number' ? { q: String(q) } : {};
  },
});
const gallery = createRoute({ getParentRoute: () => library, path: '/', component: () => null });
const asset = createRoute({ getParentRoute: () => library, path: '/asset/$id', component: () => null });

const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  component: lazyRouteComponent(() => import('./sessions-page.tsx'), 'SessionsPage'),
  validateSearch: (search: Record<string, unknown>): SessionFilter => texts(search, ['search', 'state', 'source', 'from', 'to']),
});

const ingest = createRoute({
  getParentRoute: () => root,
  path: '/ingest',
  component: lazyRouteComponent(() => import('./ingest-page.tsx'), 'IngestPage'),
  validateSearch: (search: Record<string, unknown>): { session?: string; from?: string } => texts(search, ['session', 'from']),
});

const OUTCOMES: readonly string[] = ['ingested', 'duplicate', 'skipped', 'failed', 'quarantined'];
const session = createRoute({
  getParentRoute: () => root,
  path: '/sessions/$id',
  component: lazyRouteComponent(() => import('./session-page.tsx'), 'SessionPage'),
  validateSearch: (search: Record<string, unknown>): { outcome?: Outcome } =>
    OUTCOMES.includes(String(search['outcome'])) ? { outcome: search['outcome'] as Outcome } : {},
});

const system = createRoute({
  getParentRoute: () => root,
  path: '/system',
  component: lazyRouteComponent(() => import('./system-page.tsx'), 'SystemPage'),
});

const savedSearches = createRoute({
  getParentRoute: () => root,
  path: '/searches',
  component: lazyRouteComponent(() => import('./saved-searches-page.tsx'), 'SavedSearchesPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/system/audit',
  component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
  validateSearch: (search: Record<string, unknown>): { subject?: string; actor?: string } => texts(search, ['subject', 'actor']),
});

const edits = createRoute({
  getParentRoute: () => root,
  path: '/edits',
  component: lazyRouteComponent(() => import('./edits-page.tsx'), 'EditsPage'),
});

const trash = createRoute({
  getParentRoute: () => root,
  path: '/trash',
  component: lazyRouteComponent(() => import('./trash-page.tsx'), 'TrashPage'),
});

const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/duplicates',
  component: lazyRouteComponent(() => import('./duplicates-page.tsx'), 'DuplicatesPage'),
});

const q = (search: Record<string, unknown>): { q?: string } => texts(search, ['q']);
const score = createRoute({
  getParentRoute: () => root,
  path: '/score',
  component: lazyRouteComponent(() => import('./score-page.tsx'), 'ScorePage'),
  validateSearch: q,
});

const slideshow = createRoute({
  getParentRoute: () => root,
  path: '/slideshow',
  component: lazyRouteComponent(() => import('./slideshow-page.tsx'), 'SlideshowPage'),
  validateSearch: q,
});

const activity = createRoute({
  getParentRoute: () => root,
  path: '/activity',
  component: lazyRouteComponent(() => import('./activity-page.tsx'), 'ActivityPage'),
  validateSearch: (search: Record<string, unknown>): { year?: string } => texts(search, ['year']),
});

const pools = createRoute({
  getParentRoute: () => root,
  path: '/pools',
  component: lazyRouteComponent(() => import('./pools-page.tsx'), 'PoolsPage'),
});

const pool = createRoute({
  getParentRoute: () => root,
  path: '/pools/$id',
  component: lazyRouteComponent(() => import('./pool-page.tsx'), 'PoolPage'),
});

const readPool = createRoute({
  getParentRoute: () => root,
  path: '/pools/$id/read',
  component: lazyRouteComponent(() => import('./pool-read-page.tsx'), 'PoolReadPage'),
});

const tags = createRoute({
  getParentRoute: () => root,
  path: '/tags',
  component: lazyRouteComponent(() => import('./tags-page.tsx'), 'TagsPage'),
  validateSearch: (search: Record<string, unknown>): TagsSearch => texts(search, ['name', 'category', 'order', 'show']),
});
const tag = createRoute({ getParentRoute: () => root, path: '/tags/$id', component: lazyRouteComponent(() => import('./tag-page.tsx'), 'TagPage') });
const implications = createRoute({
  getParentRoute: () => root,
  path: '/implications',
  component: lazyRouteComponent(() => import('./implications-page.tsx'), 'ImplicationsPage'),
  validateSearch: (search: Record<string, unknown>): { state?: RuleState } =>
    search['state'] === 'active' || search['state'] === 'rejected' ? { state: search['state'] } : {},
});

const tree = root.addChildren([
  library.addChildren([gallery, asset]),
  ingest,
  sessions,
  session,
  system,
  settings,
  audit,
  edits,
  trash,
  duplicates,
  savedSearches,
  score,
  slideshow,
  activity,
  pools,
  pool,
  readPool,
  tags,
  tag,
  implications,
]);

/** The parameters of an address that are there and say something. What makes no sense to the server it says itself. */
function texts<T extends object>(search: Record<string, unknown>, names: readonly (keyof T & string)[]): T {
  const given = names.flatMap((name) => {
    const value = search[name];
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [];
  });
  return Object.fromEntries(given) as T;
}

export function createAppRouter(queries: QueryClient) {
  return createRouter({ routeTree: tree, context: { queries }, defaultPreload: 'intent', defaultErrorComponent: PageError, scrollRestoration: false });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
