import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPuzzle } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { plural } from '../../components/format.ts';
import { sayProblem } from '../trash/use-trash.tsx';
import classes from './missing-programs.module.css';

const programsQuery = queryOptions({
  queryKey: ['missing-programs'],
  queryFn: async ({ signal }) => must((await api.GET('/api/v1/ingest/missing-programs', { signal })).data),
  refetchInterval: 10_000,
});

/** Files that were skipped because a program is not installed: the command that brings it, and a button for who is in a hurry. */
export function MissingPrograms() {
  const queries = useQueryClient();
  const { data } = useQuery(programsQuery);
  const retry = useMutation({
    mutationFn: async () => must((await api.POST('/api/v1/ingest/missing-programs/retry', { body: {} })).data),
    onSuccess: ({ files }) => notifications.show({ message: `${plural(files, 'file')} ${files === 1 ? 'is' : 'are'} tried again` }),
    onError: sayProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: programsQuery.queryKey }),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className={classes.note} aria-label="Files that wait for a program">
      <IconPuzzle size={22} stroke={1.6} aria-hidden />
      <div className={classes.words}>
        {data.items.map(({ program, files, command }) => (
          <div key={program} className={classes.program}>
            <span>
              {plural(files, 'file')} {files === 1 ? 'waits' : 'wait'} for <strong>{program}</strong>. On Debian and Ubuntu:
            </span>
            <CopyText value={command} label="command" />
          </div>
        ))}
        <p>Once it is there they are taken in by themselves, within a minute.</p>
      </div>
      <Button size="compact-sm" variant="default" onClick={() => retry.mutate()} loading={retry.isPending}>
        Try now
      </Button>
    </section>
  );
}
