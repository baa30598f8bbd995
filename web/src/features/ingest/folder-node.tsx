import { Button, Checkbox, Loader } from '@mantine/core';
import { IconChevronRight, IconFolder, IconFolderOpen, IconPlugConnectedX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '../../api/problem.ts';
import { FolderBadge } from './folder-badge.tsx';
import { type Folder, foldersQuery, offlineReason } from './folders.ts';
import classes from './folder-tree.module.css';
import { isCovered } from './ingest-draft.ts';

interface FolderNodeProps {
  readonly folder: Folder;
  /** 1 = a root. */
  readonly level: number;
  /** Where Tab enters the tree. */
  readonly first: boolean;
  /** The only root there is: open at once. */
  readonly alone: boolean;
  readonly chosen: readonly string[];
  readonly recursive: boolean;
  readonly onToggle: (path: string) => void;
}

export function FolderNode({ folder, level, first, alone, chosen, recursive, onToggle }: FolderNodeProps) {
  const away = offlineReason(folder);
  const offline = away !== null;
  const [open, setOpen] = useState(alone && !offline);
  const covered = recursive && isCovered(chosen, folder.path);
  const checked = covered || chosen.includes(folder.path);
  const closed = !folder.has_children || offline;
  const choose = (): void => {
    if (!covered && !offline) onToggle(folder.path);
  };
  const Icon = offline ? IconPlugConnectedX : open ? IconFolderOpen : IconFolder;
  return (
    <li
      role="treeitem"
      aria-label={folder.name}
      aria-level={level}
      aria-selected={checked}
      aria-disabled={covered || offline || undefined}
      aria-expanded={closed ? undefined : open}
      tabIndex={first ? 0 : -1}
      data-path={folder.path}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || (event.key !== ' ' && event.key !== 'Enter')) return;
        event.preventDefault();
        event.stopPropagation();
        choose();
      }}
    >
      {/* The keyboard does the same on the item itself. */}
      <div
        className={classes.folder}
        data-checked={checked || undefined}
        data-offline={offline || undefined}
        style={{ paddingLeft: 12 + (level - 1) * 22 }}
        onClick={choose}
      >
        <button
          type="button"
          tabIndex={-1}
          className={classes.chevron}
          data-toggle=""
          data-open={open || undefined}
          aria-label={open ? `Close ${folder.name}` : `Open ${folder.name}`}
          style={closed ? { visibility: 'hidden' } : undefined}
          onClick={(event) => {
            event.stopPropagation();
            setOpen(!open);
          }}
        >
          <IconChevronRight size={17} aria-hidden />
        </button>
        <Checkbox
          tabIndex={-1}
          size="xs"
          checked={checked}
          disabled={covered || offline}
          readOnly
          aria-hidden
          onClick={(event) => event.stopPropagation()}
          onChange={choose}
        />
        <Icon size={20} stroke={1.5} className={classes.folderIcon} aria-hidden />
        <span className={classes.folderName} title={folder.path}>
          {level === 1 ? <RootName path={folder.path} /> : folder.name}
          {offline && <small className={classes.away}>Offline: {away}</small>}
        </span>
        <FolderBadge folder={folder} />
      </div>
      {open && !closed && <Children path={folder.path} level={level + 1} chosen={chosen} recursive={recursive} onToggle={onToggle} />}
    </li>
  );
}

/** The name first, where it lies after it: in a narrow list the beginning of a path says little. */
function RootName({ path }: { readonly path: string }) {
  const cut = path.replace(/[\\/]+$/, '').search(/[^\\/]*$/);
  return (
    <>
      {path.slice(cut)} <small>{path.slice(0, cut)}</small>
    </>
  );
}

function Children({ path, level, ...rest }: Pick<FolderNodeProps, 'level' | 'chosen' | 'recursive' | 'onToggle'> & { readonly path: string }) {
  const query = useInfiniteQuery(foldersQuery(path));
  const indent = { paddingLeft: 46 + (level - 1) * 22 };
  if (query.isError && !query.data) {
    return (
      <div className={classes.branchNote} style={indent}>
        {problemOf(query.error).title}.{' '}
        <Button size="compact-xs" variant="subtle" onClick={() => void query.refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  const folders = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <ul role="group" className={classes.branch}>
      {query.isPending && (
        <li className={classes.branchNote} style={indent} role="none">
          <Loader size={14} />
        </li>
      )}
      {query.isSuccess && folders.length === 0 && (
        <li className={classes.branchNote} style={indent} role="none">
          No folders in here
        </li>
      )}
      {folders.map((folder) => (
        <FolderNode key={folder.path} folder={folder} level={level} first={false} alone={false} {...rest} />
      ))}
      {query.hasNextPage && (
        <li className={classes.branchNote} style={indent} role="none">
          <Button size="compact-sm" variant="subtle" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more folders
          </Button>
        </li>
      )}
    </ul>
  );
}
