import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { must } from '../../api/queries.ts';
import type { Session } from '../../api/types.ts';
import { CancelSession } from './cancel-session.tsx';
import { isActive, showSession } from './session-live.ts';
import { troubleOf } from './session-words.ts';

/** Pause, resume, cancel, retry: whichever makes sense now. */
export function SessionActions({ session }: { readonly session: Session }) {
  const active = isActive(session);
  return (
    <>
      {active && session.source !== 'watch' && <PauseButton session={session} />}
      <RetryButton session={session} files={troubleOf(session)} />
      {active && <CancelSession session={session} />}
    </>
  );
}

function PauseButton({ session }: { readonly session: Session }) {
  const queries = useQueryClient();
  const { id, paused } = session;
  const act = useMutation({
    mutationFn: async () =>
      must((await api.POST(paused ? '/api/v1/ingest/sessions/{id}/resume' : '/api/v1/ingest/sessions/{id}/pause', { params: { path: { id } } })).data),
    onSuccess: (now) => showSession(queries, now),
    onError: tell,
  });
  return (
    <Button
      variant={paused ? 'filled' : 'default'}
      leftSection={paused ? <IconPlayerPlay size={17} /> : <IconPlayerPause size={17} />}
      onClick={() => act.mutate()}
      loading={act.isPending}
    >
      {paused ? 'Resume' : 'Pause'}
    </Button>
  );
}

interface RetryButtonProps {
  readonly session: Session;
  /** How many would be tried again; nothing is shown for none. */
  readonly files: number;
  /** Only those that ended with this error. */
  readonly code?: string;
}

export function RetryButton({ session, files, code }: RetryButtonProps) {
  const queries = useQueryClient();
  const { id } = session;
  const retry = useMutation({
    mutationFn: async () =>
      must((await api.POST('/api/v1/ingest/sessions/{id}/retry', { params: { path: { id } }, body: code === undefined ? {} : { code } })).data),
    onSuccess: (result) => {
      showSession(queries, result.session);
      void queries.invalidateQueries({ queryKey: ['session-errors', id] });
      void queries.invalidateQueries({ queryKey: ['session-files', id] });
    },
    onError: tell,
  });
  if (files === 0) return null;
  return (
    <Button
      variant={code === undefined ? 'default' : 'light'}
      size={code === undefined ? 'sm' : 'compact-sm'}
      leftSection={<IconRefresh size={code === undefined ? 17 : 15} />}
      onClick={() => retry.mutate()}
      loading={retry.isPending}
      aria-label={code === undefined ? undefined : `Retry ${files} with ${code}`}
    >
      {code === undefined ? `Retry ${files} failed` : 'Retry'}
    </Button>
  );
}

function tell(error: unknown): void {
  const problem = problemOf(error);
  notifications.show({ color: 'red', title: problem.title, message: problem.next });
}
