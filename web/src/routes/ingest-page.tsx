import { Anchor, Center, Loader } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { sessionQuery } from '../api/queries.ts';
import type { Session } from '../api/types.ts';
import { plural } from '../components/format.ts';
import { Page } from '../components/page.tsx';
import { ProblemView } from '../components/problem-view.tsx';
import { ReconnectingNote } from '../components/reconnecting-note.tsx';
import { CompleteStep } from '../features/ingest/complete-step.tsx';
import { ConfigureStep } from '../features/ingest/configure-step.tsx';
import { draftOf } from '../features/ingest/ingest-draft.ts';
import classes from '../features/ingest/ingest.module.css';
import { IngestSteps, type Step } from '../features/ingest/ingest-steps.tsx';
import { PreviewStep } from '../features/ingest/preview-step.tsx';
import { ProcessStep } from '../features/ingest/process-step.tsx';
import { MissingPrograms } from '../features/system/missing-programs.tsx';
import { isActive, sessionsQuery } from '../features/sessions/session-live.ts';

/** Configure, process, complete: which of them the server knows by the session in the address, so that any tab shows the same. */
export function IngestPage() {
  const { session: id, from } = useSearch({ from: '/ingest' });
  const query = useQuery({
    ...sessionQuery(id ?? from ?? ''),
    enabled: (id ?? from) !== undefined,
    refetchInterval: (q) => (q.state.data && isActive(q.state.data) ? 3000 : false),
  });
  const session = id === undefined ? undefined : query.data;
  const step = session === undefined ? 'Configure' : stepOf(session);
  const waiting = (id ?? from) !== undefined && query.isPending;
  return (
    <Page title="Ingest" heading="Ingest" actions={<IngestSteps step={step} />}>
      <div className={classes.stack}>
        <ReconnectingNote />
        {waiting && (
          <Center p="xl">
            <Loader />
          </Center>
        )}
        {query.isError && !query.data && <ProblemView error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />}
        {session && <SessionStep session={session} />}
        {!waiting && (session === undefined || !isActive(session)) && <MissingPrograms />}
        {id === undefined && !waiting && (
          <>
            <UnderWay />
            <ConfigureStep key={from ?? ''} initial={from !== undefined && query.data ? draftOf(query.data) : undefined} />
          </>
        )}
      </div>
    </Page>
  );
}

function SessionStep({ session }: { readonly session: Session }) {
  if (isActive(session)) return <ProcessStep session={session} />;
  return session.preview ? <PreviewStep session={session} /> : <CompleteStep session={session} />;
}

function stepOf(session: Session): Step {
  if (session.options.dryRun) return 'Configure';
  return isActive(session) ? 'Process' : 'Complete';
}

/** Another tab, or another day, may have begun something. */
function UnderWay() {
  const { data } = useInfiniteQuery(sessionsQuery());
  const scans = data?.pages[0]?.items.filter((session) => session.source === 'scan' && isActive(session)) ?? [];
  const [latest] = scans;
  if (!latest) return null;
  return (
    <div className={classes.under} role="status">
      {plural(scans.length, 'ingest')} {latest.paused ? 'paused' : 'under way'}: {latest.paths[0]}
      <Anchor size="sm" fw={600} renderRoot={(props) => <Link {...props} to="/ingest" search={{ session: latest.id }} />}>
        Show it
      </Anchor>
    </div>
  );
}
