import { hostname } from 'node:os';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { beat } from '../../src/catalog/processes.ts';
import { armCrashPoint } from '../../src/core/crash-point.ts';
import { newId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createCurateWorker } from '../../src/curate/curate-worker.ts';
import type { TaskKind } from '../../src/domain/curate.ts';
import { bulkTasks } from '../../src/enrich/bulk/bulk-tasks.ts';
import { requestBulkEdit, requestBulkTrash, requestRevert } from '../../src/enrich/bulk/request-bulk.ts';
import { recoverOrphans } from '../../src/jobs/recovery.ts';

/**
 * For the crash tests to kill: edits what a search finds so that it finds it no more, takes that back, edits it again, moves some to the
 * trash. Started again it goes on with the step it was killed in; then prints `rested` and ends.
 */
const { dataDir, databaseUrl, crashAt } = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string; databaseUrl?: string; crashAt?: string };
const clock = (): number => Date.now();
const catalog = await openCatalog({ dataDir, logger: silentLogger, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
const owner = newId();
await recoverOrphans(catalog, hostname(), clock());
await beat(catalog, { id: owner, role: 'worker', host: hostname(), pid: process.pid, startedAt: clock() }, clock());
if (crashAt !== undefined) armCrashPoint(crashAt);

const tasks = bulkTasks({ catalog, clock, writeSidecars: false });
const worker = createCurateWorker({ catalog, store: new LocalStore(dataDir), dataDir, owner, trashKeepDays: 0, tasks, logger: silentLogger, clock });
worker.start();
const rows = async (kind: TaskKind) => catalog.read.selectFrom('task').selectAll().where('kind', '=', kind).orderBy('id').execute();

/** Asks for step number `nth` of its kind unless an earlier life did, and waits for its end. */
async function step(kind: TaskKind, nth: number, ask: () => Promise<string>): Promise<string> {
  const id = (await rows(kind))[nth]?.id ?? (await ask());
  for (;;) {
    const row = (await rows(kind)).find((task) => task.id === id);
    if (row?.state === 'failed') throw new Error(`${kind} failed: ${row.error_detail}`);
    if (row?.state === 'finished') return id;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const by = () => ({ actor: 'test', now: clock(), writeSidecar: false });
const edit = (nth: number) =>
  step('bulk-edit', nth, () =>
    requestBulkEdit(catalog, { q: 'tag:before', except: [] }, { remove: ['before'], add: ['after'], ...(nth === 1 ? { rating: 3 } : {}) }, by()),
  );
const first = await edit(0);
await step('bulk-revert', 0, async () => (await requestRevert(catalog, first, by())).task!);
await edit(1);
await step('bulk-trash', 0, () => requestBulkTrash(catalog, { q: 'tag:bin', except: [] }, by()));
for (;;) {
  const open = await catalog.read.selectFrom('job').select('id').where('state', '<>', 'done').execute();
  if (open.length === 0) break;
  await new Promise((resolve) => setTimeout(resolve, 10));
}
await worker.drain(5000);
await catalog.close();
console.log('rested');
