import { Alert, Button, Group } from '@mantine/core';
import { IconArrowLeft, IconEye, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { problemOf } from '../../api/problem.ts';
import type { Session } from '../../api/types.ts';
import { PreviewReport } from '../sessions/preview-report.tsx';
import { UnreadList } from '../sessions/unread-list.tsx';
import { modeTitle, placeOf } from '../sessions/session-words.ts';
import { draftOf } from './ingest-draft.ts';
import classes from './ingest.module.css';
import { useStartIngest } from './use-start-ingest.ts';

/** What an ingest would find; from here it is started as it is, or changed. */
export function PreviewStep({ session }: { readonly session: Session }) {
  const start = useStartIngest();
  const problem = start.isError ? problemOf(start.error) : null;
  const { preview } = session;
  const nothing = !preview || preview.files === 0;
  return (
    <>
      <div className={classes.bar}>
        <IconEye size={36} stroke={1.5} className={classes.resultIcon} aria-hidden />
        <div className={classes.barText}>
          <strong>{nothing ? 'Nothing to take in' : 'Preview: nothing was taken in yet'}</strong>
          <span>
            {placeOf(session)} · files would be {modeTitle(session)}
          </span>
        </div>
        <Group gap="xs" className={classes.barButtons}>
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={17} />}
            renderRoot={(props) => <Link {...props} to="/ingest" search={{ from: session.id }} />}
          >
            Change
          </Button>
          <Button
            leftSection={<IconPlayerPlay size={17} />}
            disabled={nothing}
            loading={start.isPending}
            onClick={() => start.mutate({ draft: draftOf(session), dryRun: false })}
          >
            Start ingest
          </Button>
        </Group>
      </div>
      {problem && (
        <Alert color="red" title={problem.title} role="alert">
          {problem.next}
        </Alert>
      )}
      {preview && <PreviewReport preview={preview} />}
      <UnreadList session={session} />
    </>
  );
}
