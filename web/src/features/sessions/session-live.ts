import { type InfiniteData, infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { events } from '../../api/event-hub.ts';
import { must, sessionQuery } from '../../api/queries.ts';
import type { Outcome, paths, Session } from '../../api/types.ts';

type SessionPage = { items: Session[]; next: string | null };

export type SessionFilter = Pick<NonNullable<paths['/api/v1/ingest/sessions']['get']['parameters']['query']>, 'search' | 'state' | 'source' | 'from' | 'to'>;

/** Sessions, newest first, page by page; without a filter all of them. */
export const sessionsQuery = (filter: SessionFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['sessions', filter],
    queryFn: async ({ pageParam, signal }): Promise<SessionPage> => {
      const query = { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return must((await api.GET('/api/v1/ingest/sessions', { params: { query }, signal })).data);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: SessionPage) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

/** Why files of a session failed, by reason. */
export const sessionErrorsQuery = (id: string) =>
  queryOptions({
    queryKey: ['session-errors', id],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/ingest/sessions/{id}/errors', { params: { path: { id } }, signal })).data),
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

/** What the walk of a session could not read. */
export const unreadQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['session-unread', id],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return must((await api.GET('/api/v1/ingest/sessions/{id}/unread', { params: { path: { id }, query }, signal })).data);
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

/** Takes over what an event or an answer says of a session, wherever it is shown. */
export function showSession(queries: QueryClient, session: Session): void {
  queries.setQueryData(sessionQuery(session.id).queryKey, session);
  for (const [key, data] of queries.getQueriesData<SessionList>({ queryKey: ['sessions'] })) {
    // What a filter finds is the server's to say; there only what is listed moves.
    const filtered = Object.keys((key[1] as SessionFilter | undefined) ?? {}).length > 0;
    if (data) queries.setQueryData<SessionList>(key, withSession(data, session, !filtered));
  }
}

/** Writes what events tell into the cached lists and pages. Returns how to stop. */
export function followSessions(queries: QueryClient): () => void {
  const stops = [
    events.on('session', (session) => showSession(queries, session)),
    events.on('connection', (connected) => {
      // What happened meanwhile was told to nobody.
      if (connected) for (const key of ['sessions', 'session', 'session-errors', 'session-unread']) void queries.invalidateQueries({ queryKey: [key] });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

type SessionList = InfiniteData<SessionPage, string | null>;

function withSession(data: SessionList, session: Session, insert: boolean): SessionList {
  const known = data.pages.some((page) => page.items.some((item) => item.id === session.id));
  const pages = data.pages.map((page, index) => {
    if (known) return { ...page, items: page.items.map((item) => (item.id === session.id ? session : item)) };
    return index === 0 && insert ? { ...page, items: [session, ...page.items] } : page;
  });
  return { ...data, pages };
}
