import { Button, Center, Group, Loader, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCopyOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { useSingleMutation } from '../../api/use-single-mutation.ts';
import { Card } from '../../components/card.tsx';
import { formatAgo, formatBytes, formatCount, plural } from '../../components/format.ts';
import { MoreButton } from '../../components/more-button.tsx';
import { ProblemView } from '../../components/problem-view.tsx';
import { sayProblem } from '../trash/use-trash.tsx';
import classes from './duplicates.module.css';
import { GroupRow } from './group-row.tsx';
import { type DuplicateGroup, type DuplicateReport, reportQuery, type Task, tasksQuery } from './tasks.ts';

interface ReportProps {
  readonly scan: Task;
  /** Something is under way: the numbers change and nothing can be started. */
  readonly busy: boolean;
  /** Changes when files were moved or put back, so that the list is loaded again. */
  readonly version: string;
  /** Files of it were moved before. */
  readonly applied: boolean;
}

/** What a search found: totals, every group with its files, and the button that acts on it. */
export function Report({ scan, busy, version, applied }: ReportProps) {
  const query = useInfiniteQuery(reportQuery(scan.id));
  const { refetch } = query;
  const [except, setExcept] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    if (version !== '') void refetch();
  }, [version, refetch]);
  const toggle = useCallback((id: number): void => {
    setExcept((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const report = query.data?.pages[0];
  if (query.isError && !report) return <ProblemView error={query.error} onRetry={() => void refetch()} retrying={query.isFetching} />;
  if (!report) {
    return (
      <Center p="xl">
        <Loader />
      </Center>
    );
  }
  const groups = query.data?.pages.flatMap((page) => page.items) ?? [];
  const canMove = groups.some((group) => hasMovable(group) && !except.has(group.assetId)) || (query.hasNextPage && !applied);
  if (report.groups === 0) return <NothingFound scan={scan} />;
  return (
    <>
      <dl className={classes.totals}>
        <Total label="Pictures in several files" value={formatCount(report.groups)} />
        <Total label="Files in all" value={formatCount(report.found)} />
        <Total label="Can go" value={formatCount(report.removable)} />
        <Total label="Saved" value={formatBytes(report.bytesSaved)} />
      </dl>
      <Card
        flush
        title={`Found ${formatAgo(scan.createdAt)}`}
        aside={canMove && report.removable > 0 ? <ApplyButton report={report} except={except} busy={busy} some={except.size > 0 || applied} /> : null}
      >
        <ul className={classes.groups}>
          {groups.map((group) => (
            <GroupRow key={group.assetId} group={group} excepted={except.has(group.assetId)} onToggle={hasMovable(group) && !busy ? toggle : undefined} />
          ))}
        </ul>
        <MoreButton query={query} />
      </Card>
    </>
  );
}

function hasMovable({ files }: DuplicateGroup): boolean {
  return files.some(({ role, state }) => role === 'surplus' && state === 'found');
}

function Total({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface ApplyButtonProps {
  readonly report: DuplicateReport;
  readonly except: ReadonlySet<number>;
  readonly busy: boolean;
  /** Not all of the report: some are unchecked, or were moved before. */
  readonly some: boolean;
}

function ApplyButton({ report, except, busy, some }: ApplyButtonProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const queries = useQueryClient();
  const apply = useSingleMutation({
    mutationFn: () => api.POST('/api/v1/duplicates/exact/apply', { body: { task_id: report.task.id, except: [...except] } }),
    onSuccess: close,
    onError: sayProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: tasksQuery.queryKey }),
  });
  return (
    <>
      <Button onClick={open} disabled={busy}>
        Move {some ? 'the checked ones' : plural(report.removable, 'file')} to the trash
      </Button>
      <Modal opened={opened} onClose={close} title="Move surplus files to the trash?" styles={{ title: { fontWeight: 650 } }}>
        <Text>
          {some
            ? `All surplus files that are left in their folders are moved${except.size > 0 ? `, except those of ${plural(except.size, 'picture')} you unchecked` : ''}.`
            : `${plural(report.removable, 'file')}, ${formatBytes(report.bytesSaved)}, leave their folders.`}
        </Text>
        <Text mt="xs">
          Each is read first and moved only if its bytes are still those of the file that stays. Every picture keeps at least one file, and the whole can be
          undone until the trash is emptied.
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close} data-autofocus>
            Not now
          </Button>
          <Button onClick={() => apply.mutate()} loading={apply.isPending}>
            Move to the trash
          </Button>
        </Group>
      </Modal>
    </>
  );
}

function NothingFound({ scan }: { readonly scan: Task }) {
  return (
    <Card>
      <Group wrap="nowrap" gap="md">
        <IconCopyOff size={28} stroke={1.6} aria-hidden />
        <div>
          <Text fw={600}>No picture lies in several files</Text>
          <Text size="sm" c="dimmed">
            Searched {formatAgo(scan.createdAt)}.
          </Text>
        </div>
      </Group>
    </Card>
  );
}
