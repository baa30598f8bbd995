import { useQuery } from '@tanstack/react-query';
import { Page } from '../components/page.tsx';
import { Pending } from '../components/pending.tsx';
import { History } from '../features/duplicates/history.tsx';
import { Report } from '../features/duplicates/report.tsx';
import { SearchForm } from '../features/duplicates/search-form.tsx';
import { TaskProgress } from '../features/duplicates/task-progress.tsx';
import { isUnderWay, tasksQuery } from '../features/duplicates/tasks.ts';

/** Files with the same bytes: search, look, move the surplus to the trash, undo. What is under way is found again after a reload. */
export function DuplicatesPage() {
  const query = useQuery(tasksQuery);
  const tasks = query.data ?? [];
  const running = tasks.find(isUnderWay);
  const scan = tasks.find(({ kind, state }) => kind === 'exact-scan' && state === 'finished');
  const lastMove = tasks.find((task) => task.kind !== 'exact-scan' && !isUnderWay(task));
  const applied = tasks.some(({ kind, of }) => kind === 'exact-apply' && of === scan?.id);
  return (
    <Page title="Duplicates">
      <Pending query={query} />
      {query.data && (
        <div style={{ display: 'grid', gap: 16 }}>
          <SearchForm busy={running !== undefined} />
          {running && <TaskProgress task={running} />}
          {scan && running?.kind !== 'exact-scan' && (
            <Report key={scan.id} scan={scan} busy={running !== undefined} version={lastMove?.id ?? ''} applied={applied} />
          )}
          <History tasks={tasks} busy={running !== undefined} />
        </div>
      )}
    </Page>
  );
}
