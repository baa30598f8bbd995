import { Tooltip } from '@mantine/core';
import { formatCount, plural } from '../../components/format.ts';
import type { Folder } from './folders.ts';
import classes from './folder-tree.module.css';

/** How much of a folder and all below is in the library: green when all is, yellow for a part. */
export function FolderBadge({ folder }: { readonly folder: Folder }) {
  const { immediate, recursive } = folder.ingest_stats;
  const { total_files: total, ingested_files: ingested } = recursive;
  if (total === 0) return null;
  // Until every folder below was looked into there may be more.
  const all = `${formatCount(total)}${folder.complete ? '' : '+'}`;
  const words = `${formatCount(ingested)} of ${plural(total, 'file')} in the library, ${formatCount(immediate.ingested_files)} of ${formatCount(immediate.total_files)} directly in here`;
  return (
    <Tooltip label={words}>
      <span className={classes.badge} data-badge={folder.badge}>
        <span aria-hidden>{folder.badge === 'none' ? all : `${formatCount(ingested)}/${all}`}</span>
        <span className="visually-hidden">{words}</span>
      </span>
    </Tooltip>
  );
}
