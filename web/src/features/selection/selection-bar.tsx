import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconSelectAll, IconTags, IconTrash, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { formatCount, plural } from '../../components/format.ts';
import { followTask } from '../bulk/task-note.tsx';
import { sayProblem, useTrash } from '../trash/use-trash.tsx';
import classes from './selection.module.css';
import { LinkMenu } from './link-menu.tsx';
import { countOf, MOST_IDS, selection, targetOf } from './selection.ts';
import { useSelection } from './use-selection.ts';

const BulkDialog = lazy(() => import('../bulk/bulk-dialog.tsx').then((module) => ({ default: module.BulkDialog })));

/** One request of the trash takes so many ids; more is a task. */
const AT_ONCE = 1000;

/** What can be done with what is selected; there while anything is. */
export function SelectionBar({ q, total }: { readonly q: string; readonly total: number }) {
  const selected = useSelection();
  const [editing, setEditing] = useState(false);
  const trash = useTrashSelection();
  const count = countOf(selected);
  if (count === 0) return null;
  const everything = selected.kind === 'all' && selected.except.size === 0;
  const tooMany = selected.kind === 'some' && count > MOST_IDS;
  return (
    <div className={classes.bar} role="toolbar" aria-label="Selection">
      <Tooltip label="Select nothing (Esc)">
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Select nothing" onClick={() => selection.clear()}>
          <IconX size={20} />
        </ActionIcon>
      </Tooltip>
      <span className={classes.count} role="status">
        {everything ? `All ${plural(count, 'picture')}` : `${formatCount(count)} selected`}
      </span>
      {!everything && count < total && (
        <Button
          size="compact-md"
          variant="subtle"
          leftSection={<IconSelectAll size={17} aria-hidden />}
          onClick={() => selection.all(q, total)}
          title="Ctrl+A"
          className={classes.button}
          aria-label={`Select all ${formatCount(total)}`}
        >
          All<span className={classes.wide}>&nbsp;{formatCount(total)}</span>
        </Button>
      )}
      <span className={classes.gap} />
      {tooMany ? (
        <span className={classes.note} role="alert">
          More than {formatCount(MOST_IDS)} by hand: select all, then take some out
        </span>
      ) : (
        <>
          <Button size="compact-md" className={classes.button} leftSection={<IconTags size={17} aria-hidden />} onClick={() => setEditing(true)}>
            Edit
          </Button>
          <Tooltip label="Move to the trash (Delete)">
            <ActionIcon variant="default" size={32} aria-label="Move to the trash" onClick={() => void trash()}>
              <IconTrash size={18} />
            </ActionIcon>
          </Tooltip>
          <LinkMenu selected={selected} count={count} />
        </>
      )}
      {editing && (
        <Suspense fallback={null}>
          <BulkDialog target={targetOf(selected)} count={count} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Moves what is selected to the trash: a few at once, many as a task. Both can be undone. */
export function useTrashSelection(): () => Promise<void> {
  const queries = useQueryClient();
  const moveToTrash = useTrash();
  return async () => {
    const selected = selection.current();
    const count = countOf(selected);
    if (count === 0) return;
    if (selected.kind === 'some' && count <= AT_ONCE) return moveToTrash([...selected.ids], () => selection.clear());
    try {
      const { task_id } = must((await api.POST('/api/v1/assets/trash/bulk', { body: { target: targetOf(selected) } })).data);
      selection.clear();
      followTask(task_id, { doing: `Moving ${plural(count, 'picture')} to the trash`, done: (moved) => `${plural(moved, 'picture')} moved to the trash` });
      void queries.invalidateQueries({ queryKey: ['search'] });
    } catch (error) {
      sayProblem(error);
    }
  };
}
