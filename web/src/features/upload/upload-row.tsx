import { ActionIcon, Progress, Tooltip } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconCopyCheck, IconFileZip, IconLink, IconLoader2, IconPhoto, IconRefresh, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { formatBytes } from '../../components/format.ts';
import { Thumb } from '../../components/thumb.tsx';
import classes from './upload.module.css';
import { isProblem, isWaiting, type UploadItem } from './upload-item.ts';
import { uploads } from './uploads.ts';

export const UploadRow = memo(function UploadRow({ item }: { readonly item: UploadItem }) {
  const problem = isProblem(item);
  const waiting = isWaiting(item);
  const Icon = item.urls ? IconLink : item.bundle ? IconFileZip : IconPhoto;
  return (
    <li className={classes.row} data-problem={problem || undefined}>
      <Thumb assetId={item.assetId}>
        <Icon size={20} stroke={1.4} aria-hidden />
      </Thumb>
      <div className={classes.rowText}>
        <span className={classes.name} title={item.path}>
          {item.name}
        </span>
        {item.state === 'sending' && !item.reconnecting && item.file ? (
          <Progress value={item.size > 0 ? (item.sentBytes / item.size) * 100 : 0} size={4} aria-label={`Progress of ${item.name}`} />
        ) : (
          <span className={classes.status}>{statusOf(item)}</span>
        )}
        {problem && item.problem?.next && <span className={classes.next}>{item.problem.next}</span>}
      </div>
      <Mark item={item} />
      {(waiting || problem || item.state === 'cancelled') && (
        <Tooltip label={waiting ? 'Cancel' : 'Retry'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`${waiting ? 'Cancel' : 'Retry'} ${item.name}`}
            onClick={() => (waiting ? uploads.cancel(item.key) : uploads.retry(item.key))}
          >
            {waiting ? <IconX size={15} /> : <IconRefresh size={15} />}
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
});

function Mark({ item }: { readonly item: UploadItem }) {
  if (isProblem(item)) return <IconAlertCircle size={18} className={classes.bad} aria-hidden />;
  if (item.outcome === 'ingested') return <IconCircleCheck size={18} className={classes.good} aria-hidden />;
  if (item.outcome === 'duplicate') return <IconCopyCheck size={18} className={classes.calm} aria-hidden />;
  if (item.state === 'processing') return <IconLoader2 size={18} className={classes.spin} aria-hidden />;
  return null;
}

function statusOf(item: UploadItem): React.ReactNode {
  const asset = (text: string): React.ReactNode =>
    item.assetId ? (
      <Link to="/asset/$id" params={{ id: String(item.assetId) }} search={{}} className={classes.link}>
        {text}
      </Link>
    ) : (
      text
    );
  if (item.reconnecting) return `Connection lost at ${formatBytes(item.sentBytes)}; trying again…`;
  if (item.state === 'checking') return 'Looking whether it is here already…';
  if (item.state === 'queued' || item.state === 'ready') return item.size > 0 ? `Waiting · ${formatBytes(item.size)}` : 'Waiting';
  if (item.state === 'sending') return 'Asking for it…';
  if (item.state === 'processing') return item.urls ? 'Being fetched…' : item.bundle ? 'Received, unpacking it…' : 'Received, reading it…';
  if (item.state === 'cancelled') return 'Cancelled';
  if (item.summary) return session(item, [item.summary, isProblem(item) && item.problem?.title].filter(Boolean).join(': '));
  if (isProblem(item)) return [item.problem?.title ?? 'Failed', item.problem?.detail].filter(Boolean).join(': ');
  if (item.outcome === 'ingested') return asset('Added to the library');
  if (item.outcome === 'duplicate') return asset(item.notSent ? 'Already in the library, so not sent' : 'Already in the library');
  return item.problem ? `Skipped: ${item.problem.title}` : 'Skipped';
}

function session(item: UploadItem, text: string): React.ReactNode {
  if (!item.sessionId) return text;
  return (
    <Link to="/sessions/$id" params={{ id: item.sessionId }} search={{}} className={classes.link}>
      {text}
    </Link>
  );
}
