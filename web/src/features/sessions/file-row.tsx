import { Badge, Collapse, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconPhoto } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useId, useState } from 'react';
import type { SessionFile } from '../../api/types.ts';
import { formatBytes, formatDateTime, plural } from '../../components/format.ts';
import { Thumb } from '../../components/thumb.tsx';
import { OUTCOMES } from './session-words.ts';
import classes from './session-files.module.css';

/** One file of a session; opens to its reason, times and address. */
export const FileRow = memo(function FileRow({ file }: { readonly file: SessionFile }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const known = OUTCOMES.find((entry) => entry.outcome === file.outcome);
  return (
    <li className={classes.file}>
      <UnstyledButton className={classes.fileHead} onClick={() => setOpen(!open)} aria-expanded={open} aria-controls={id}>
        <Thumb assetId={file.assetId}>
          <IconPhoto size={18} stroke={1.4} aria-hidden />
        </Thumb>
        <span className={classes.fileText}>
          <span className={classes.fileName}>{file.name}</span>
          {file.error ? (
            <span className={classes.reason} data-tone={known?.tone}>
              {file.error.title}
              {file.error.detail ? `: ${file.error.detail}` : ''}
            </span>
          ) : (
            <span className={classes.path}>{file.path}</span>
          )}
          {file.error && <span className={classes.next}>{file.error.next}</span>}
        </span>
        <Badge variant="light" className={classes.outcome} data-tone={known?.tone ?? 'calm'} tt="none" fw={600}>
          {file.outcome ?? (file.state === 'running' ? 'running' : 'waiting')}
        </Badge>
        <IconChevronRight size={16} className={classes.chevron} data-open={open || undefined} aria-hidden />
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        <dl className={classes.fileFacts}>
          <dt>Path</dt>
          <dd className={classes.wrap}>{file.path}</dd>
          {file.bytes !== null && (
            <>
              <dt>Size</dt>
              <dd>{formatBytes(file.bytes)}</dd>
            </>
          )}
          {file.attempts > 0 && (
            <>
              <dt>Attempts</dt>
              <dd>{plural(file.attempts, 'attempt')}</dd>
            </>
          )}
          {file.error && (
            <>
              <dt>Code</dt>
              <dd>{file.error.code}</dd>
            </>
          )}
          {file.timings && (
            <>
              <dt>Times</dt>
              <dd>
                {Object.entries(file.timings)
                  .map(([stage, ms]) => `${stage} ${Number(ms.toFixed(1))} ms`)
                  .join(' · ')}
              </dd>
            </>
          )}
          {file.finishedAt && (
            <>
              <dt>Finished</dt>
              <dd>{formatDateTime(file.finishedAt)}</dd>
            </>
          )}
          {file.assetId && (
            <>
              <dt>Asset</dt>
              <dd>
                <Link to="/asset/$id" params={{ id: String(file.assetId) }} search={{}}>
                  Open {file.outcome === 'duplicate' ? 'the one that was there first' : 'it'}
                </Link>
              </dd>
            </>
          )}
        </dl>
      </Collapse>
    </li>
  );
});
