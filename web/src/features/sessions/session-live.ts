import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { events } from '../../api/event-hub.ts';
import { must, sessionQuery } from '../../api/queries.ts';
import type { Outcome, Session } from '../../api/types.ts';

type SessionPage = { items: Session[]; next: string | null };

/** All sessions, newest first, page by page. */
export const sessionsQuery = infiniteQueryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ pageParam, signal }): Promise<SessionPage> =>
    must((await api.GET('/api/v1/ingest/sessions', { params: { query: pageParam === null ? {} : { cursor: pageParam } }, signal })).data),
  initialPageParam: null as string | null,
  getNextPageParam: (page: SessionPage) => page.next,
  staleTime: 10_000,
});

export const sessionFilesQuery = (id: string, outcome: Outcome | null) =>
  infiniteQueryOptions({
    queryKey: ['session-files', id, outcome],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 100, ...(outcome ? { outcome } : {}), ...(pageParam === null ? {} : { cursor: pageParam }) };
      return must((await api.GET('/api/v1/ingest/sessions/{id}/files', { params: { path: { id }, query }, signal })).data);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Still finding files or with files to do. */
export function isActive(session: Session): boolean {
  return (session.state === 'discovering' || session.state === 'running') && (session.pending > 0 || session.source !== 'watch');
}

/** How much of what was found has an outcome, 0…1. */
export function progressOf(session: Session): number {
  if (session.state === 'finished') return 1;
  return session.discovered > 0 ? (session.discovered - session.pending) / session.discovered : 0;
}

/** Writes what events tell into the cached lists and pages. Returns how to stop. */
export function followSessions(queries: QueryClient): () => void {
  const stops = [
    events.on('session', (session) => {
      queries.setQueryData(sessionQuery(session.id).queryKey, session);
      queries.setQueryData<InfiniteData<SessionPage, string | null>>(sessionsQuery.queryKey, (old) => old && withSession(old, session));
    }),
    events.on('connection', (connected) => {
      if (connected) void queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function withSession(data: InfiniteData<SessionPage, string | null>, session: Session): InfiniteData<SessionPage, string | null> {
  const known = data.pages.some((page) => page.items.some((item) => item.id === session.id));
  const pages = data.pages.map((page, index) => {
    if (known) return { ...page, items: page.items.map((item) => (item.id === session.id ? session : item)) };
    return index === 0 ? { ...page, items: [session, ...page.items] } : page;
  });
  return { ...data, pages };
}
