import { Badge, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { thumbnailUrl } from '../../api/client.ts';
import { formatBytes, formatDateTime } from '../../components/format.ts';
import classes from './duplicates.module.css';
import type { DuplicateGroup } from './tasks.ts';

interface GroupRowProps {
  readonly group: DuplicateGroup;
  /** Its files are left alone by the move. */
  readonly excepted: boolean;
  /** Undefined when there is nothing to choose any more. */
  readonly onToggle: ((assetId: number) => void) | undefined;
}

/** One picture and the files that hold it. */
export const GroupRow = memo(function GroupRow({ group, excepted, onToggle }: GroupRowProps) {
  const libraryStays = !group.files.some(({ role }) => role === 'keep');
  const bytes = group.files[0]?.bytes ?? 0;
  return (
    <li className={classes.group} data-excepted={excepted || undefined}>
      {onToggle && (
        <Checkbox checked={!excepted} onChange={() => onToggle(group.assetId)} aria-label={`Move the surplus files of picture ${group.assetId}`} mt={4} />
      )}
      <Link to="/asset/$id" params={{ id: String(group.assetId) }} search={{}} className={classes.thumb} aria-label={`Look at picture ${group.assetId}`}>
        <img src={thumbnailUrl(group.assetId)} alt="" loading="lazy" decoding="async" />
      </Link>
      <ul className={classes.files}>
        {libraryStays && (
          <li>
            <Badge variant="light" color="teal" tt="none" className={classes.role}>
              stays
            </Badge>
            <span className={classes.path}>The library’s own copy, {formatBytes(bytes)}</span>
          </li>
        )}
        {group.files.map((file) => {
          const { label, color } = wordsOf(file, excepted);
          return (
            <li key={file.path}>
              <Badge variant="light" color={color} tt="none" className={classes.role}>
                {label}
              </Badge>
              <span className={classes.path} data-gone={file.state === 'moved' || file.state === 'purged' || undefined}>
                <bdi>{file.path}</bdi>
              </span>
              <span className={classes.facts}>
                {formatBytes(file.bytes)} · {formatDateTime(file.modifiedAt)}
                {file.note && <em> · {file.note}</em>}
              </span>
            </li>
          );
        })}
      </ul>
    </li>
  );
});

function wordsOf(file: DuplicateGroup['files'][number], excepted: boolean): { label: string; color: string } {
  if (file.role === 'keep') return { label: 'stays', color: 'teal' };
  if (file.role === 'spared') return { label: 'must stay', color: 'gray' };
  switch (file.state) {
    case 'moved':
    case 'purging':
      return { label: 'in the trash', color: 'blue' };
    case 'purged':
      return { label: 'deleted', color: 'gray' };
    case 'restored':
      return { label: 'put back', color: 'teal' };
    case 'failed':
      return { label: 'stayed', color: 'red' };
    default:
      return excepted ? { label: 'left alone', color: 'gray' } : { label: 'can go', color: 'orange' };
  }
}
