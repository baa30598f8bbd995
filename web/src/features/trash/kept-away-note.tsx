import { Button } from '@mantine/core';
import { IconTrashX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must, sessionQuery } from '../../api/queries.ts';
import type { Session } from '../../api/types.ts';
import { plural } from '../../components/format.ts';
import classes from './kept-away-note.module.css';
import { sayProblem } from './use-trash.tsx';

/** On the page of a session: files that were left alone because their content was deleted, and the way to want them after all. */
export function KeptAwayNote({ session }: { readonly session: Session }) {
  const queries = useQueryClient();
  const queryKey = ['kept-away', session.id, session.skipped];
  const { data } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/ingest/sessions/{id}/kept-away', { params: { path: { id: session.id } }, signal })).data),
    enabled: session.skipped > 0,
    placeholderData: (before) => before,
  });
  const takeBack = useMutation({
    mutationFn: () => api.POST('/api/v1/ingest/sessions/{id}/take-back', { params: { path: { id: session.id } } }),
    onError: sayProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: sessionQuery(session.id).queryKey }),
  });
  const count = session.skipped === 0 || !data ? 0 : data.inTrash + data.deletedBefore;
  if (count === 0) return null;
  return (
    <div className={classes.note}>
      <IconTrashX size={20} stroke={1.7} aria-hidden />
      <span>
        {plural(count, 'file')} {count === 1 ? 'holds a picture' : 'hold pictures'} you deleted
        {data && data.deletedBefore === 0 ? ', still in the trash' : ''}. {count === 1 ? 'It was' : 'They were'} left where {count === 1 ? 'it is' : 'they are'}
        .
      </span>
      <Button size="compact-sm" variant="default" onClick={() => takeBack.mutate()} loading={takeBack.isPending}>
        Take {count === 1 ? 'it' : 'them'} back
      </Button>
    </div>
  );
}
