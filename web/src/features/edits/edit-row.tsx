import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { thumbnailUrl } from '../../api/client.ts';
import type { Edit } from '../../api/types.ts';
import { formatAgo, formatDateTime } from '../../components/format.ts';
import rows from '../../components/row-list.module.css';
import { revertEdit } from '../bulk/task-note.tsx';
import { editState, editTitle } from './edit-words.ts';
import classes from './edits.module.css';

/** One deed: what it was, some of its pictures, and how to take it back. */
export function EditRow({ edit }: { readonly edit: Edit }) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const underWay = edit.task === 'waiting' || edit.task === 'running';
  const left = edit.assets - edit.undone;
  return (
    <li className={`${rows.row} ${classes.edit}`}>
      <div className={classes.sample}>
        {edit.sample.map(({ id, version, name }) => (
          <Link key={id} to="/asset/$id" params={{ id: String(id) }} search={{}} aria-label={name}>
            <img src={thumbnailUrl(id, version)} alt="" loading="lazy" />
          </Link>
        ))}
      </div>
      <div className={rows.text}>
        <strong>{editTitle(edit)}</strong>
        <span className={classes.when}>
          {editState(edit)} ·{' '}
          <time dateTime={edit.at} title={formatDateTime(edit.at)}>
            {formatAgo(edit.at)}
          </time>
          {edit.actor !== 'web' && ` · ${edit.actor}`}
        </span>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        loading={busy}
        disabled={underWay || left <= 0}
        aria-label={`Revert: ${editTitle(edit)}`}
        onClick={() => {
          setBusy(true);
          void revertEdit(queries, edit.batch, left).finally(() => setBusy(false));
        }}
      >
        Revert
      </Button>
    </li>
  );
}
