import { Center, Code, Loader, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { ProblemView } from '../../components/problem-view.tsx';
import { FolderNode } from './folder-node.tsx';
import { foldersQuery } from './folders.ts';
import classes from './folder-tree.module.css';
import { moveInTree } from './move-in-tree.ts';

interface FolderTreeProps {
  /** Paths chosen. */
  readonly folders: readonly string[];
  /** Whether a chosen folder takes those below along. */
  readonly recursive: boolean;
  readonly onToggle: (path: string) => void;
}

/** The folders Magpie may read, opened level by level. */
export function FolderTree({ folders, recursive, onToggle }: FolderTreeProps) {
  const query = useInfiniteQuery(foldersQuery(null));
  const tree = useRef<HTMLUListElement>(null);
  const roots = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) {
    return (
      <Center p="xl">
        <Loader size="sm" />
      </Center>
    );
  }
  if (query.isError && !query.data) return <ProblemView error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  if (roots.length === 0) return <NoRoots />;
  return (
    <ul
      ref={tree}
      className={classes.tree}
      role="tree"
      aria-label="Folders"
      aria-multiselectable
      onKeyDown={(event) => {
        if (tree.current && moveInTree(tree.current, event.target as Element, event.key)) event.preventDefault();
      }}
    >
      {roots.map((folder, index) => (
        <FolderNode
          key={folder.path}
          folder={folder}
          level={1}
          first={index === 0}
          alone={roots.length === 1}
          chosen={folders}
          recursive={recursive}
          onToggle={onToggle}
        />
      ))}
    </ul>
  );
}

function NoRoots() {
  return (
    <Stack gap="xs" p="lg">
      <Text>
        No folder may be read from this page yet. On the machine Magpie runs on, either list it under <Code>roots</Code> in <Code>config.yml</Code> of the data
        folder, or run
      </Text>
      <Code block>./magpie ingest /path/to/photos --reference</Code>
      <Text c="dimmed" size="sm">
        Pictures can also be dropped anywhere on this page, or into the inbox folder.
      </Text>
    </Stack>
  );
}
