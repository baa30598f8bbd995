import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import classes from './in-trash-note.module.css';
import { sayProblem } from './use-trash.tsx';

/** Over a picture that lies in the trash: says so, and takes it out. */
export function InTrashNote({ id }: { readonly id: number }) {
  const queries = useQueryClient();
  const restore = useMutation({
    mutationFn: () => api.POST('/api/v1/trash/restore', { body: { ids: [id] } }),
    onError: sayProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: ['asset', id] }),
  });
  return (
    <div className={classes.note} role="status">
      <IconTrash size={18} stroke={1.7} aria-hidden />
      <span>In the trash</span>
      <Button size="compact-sm" onClick={() => restore.mutate()} loading={restore.isPending}>
        Restore
      </Button>
    </div>
  );
}
