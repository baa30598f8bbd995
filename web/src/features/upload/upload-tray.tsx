import { ActionIcon, Button, Progress, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { plural } from '../../components/format.ts';
import classes from './upload.module.css';
import { InterruptedNote } from './interrupted-note.tsx';
import { isProblem, isWaiting, totalsOf, type UploadItem } from './upload-item.ts';
import { UploadRow } from './upload-row.tsx';
import { uploads, useUploads } from './uploads.ts';
import { useWakeLock } from './use-wake-lock.ts';

/** Rows drawn at most; of 5,000 files the rest is counted, the session page lists them all. */
const SHOWN = 150;

/** What is being uploaded and what became of it, bottom right; along the bottom on a phone. */
export function UploadTray() {
  const items = useUploads();
  const [open, setOpen] = useState(true);
  const count = items.length;
  useEffect(() => {
    if (count > 0) setOpen(true);
  }, [count]);
  const totals = totalsOf(items);

  useEffect(() => {
    if (!totals.active) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [totals.active]);

  useWakeLock(totals.active);

  if (count === 0) return <InterruptedNote />;
  const sorted = [...items].sort((a, b) => rank(a) - rank(b) || a.key - b.key);
  const percent = Math.round(totals.progress * 100);
  return (
    <section className={classes.tray} aria-label="Uploads">
      <header className={classes.trayHead}>
        <div className={classes.trayTitle} role="status">
          <strong>{titleOf(items, totals)}</strong>
          <span>{totals.active ? `${totals.finished} of ${totals.files} done` : summaryOf(items)}</span>
        </div>
        <Tooltip label={open ? 'Collapse' : 'Expand'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={() => setOpen(!open)}
            aria-label={open ? 'Collapse uploads' : 'Expand uploads'}
            aria-expanded={open}
          >
            {open ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label={totals.active ? 'Cancel what is left' : 'Close'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={() => (totals.active ? uploads.cancel() : uploads.clear())}
            aria-label={totals.active ? 'Cancel all uploads' : 'Close uploads'}
          >
            <IconX size={18} />
          </ActionIcon>
        </Tooltip>
      </header>
      <Progress value={percent} size={3} radius={0} aria-label="Upload progress" color={!totals.active && totals.problems > 0 ? 'orange' : 'petrol'} />
      {open && (
        <>
          <ul className={classes.rows}>
            {sorted.slice(0, SHOWN).map((item) => (
              <UploadRow key={item.key} item={item} />
            ))}
            {sorted.length > SHOWN && <li className={classes.more}>and {plural(sorted.length - SHOWN, 'more file')}</li>}
          </ul>
          {totals.problems > 0 && !totals.active && (
            <footer className={classes.trayFoot}>
              <Button size="compact-sm" variant="light" onClick={() => uploads.retry()}>
                Retry failed
              </Button>
            </footer>
          )}
        </>
      )}
    </section>
  );
}

function titleOf(items: readonly UploadItem[], totals: ReturnType<typeof totalsOf>): string {
  if (items.some(isWaiting)) return `Uploading ${plural(totals.files, 'file')} · ${Math.floor(totals.progress * 100)} %`;
  if (totals.active) return 'Adding to the library…';
  if (totals.files === 0) return 'Cancelled';
  return totals.problems > 0 ? `${plural(totals.problems, 'file')} could not be added` : 'All done';
}

function summaryOf(items: readonly UploadItem[]): string {
  const count = (outcome: string): number => items.filter((item) => item.outcome === outcome).length;
  const parts = [
    count('ingested') > 0 && `${count('ingested')} added`,
    count('duplicate') > 0 && `${count('duplicate')} already there`,
    count('skipped') > 0 && `${count('skipped')} skipped`,
  ];
  return parts.filter(Boolean).join(' · ') || 'Nothing was added';
}

/** Trouble first, then what moves, then what waits, then what is through. */
function rank(item: UploadItem): number {
  if (isProblem(item)) return 0;
  return { sending: 1, processing: 2, ready: 3, checking: 4, queued: 5, done: 6, error: 0, cancelled: 7 }[item.state];
}
