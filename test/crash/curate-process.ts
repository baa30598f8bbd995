import { hostname } from 'node:os';
import { join } from 'node:path';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { beat } from '../../src/catalog/processes.ts';
import { armCrashPoint } from '../../src/core/crash-point.ts';
import { newId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createCurateWorker } from '../../src/curate/curate-worker.ts';
import { requestExactApply, requestExactScan, requestExactUndo } from '../../src/curate/request-duplicates.ts';
import { requestPurge } from '../../src/curate/request-purge.ts';
import { recoverOrphans } from '../../src/jobs/recovery.ts';
import type { TaskKind } from '../../src/domain/curate.ts';

/**
 * For the crash tests to kill: finds duplicates, moves them, puts them back, moves them again, purges everything in the
 * trash. Started again it goes on with the step it was killed in; then prints `rested` and ends.
 */
const { dataDir, databaseUrl, crashAt } = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string; databaseUrl?: string; crashAt?: string };
const clock = (): number => Date.now();
const catalog = await openCatalog({ dataDir, logger: silentLogger, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
const owner = newId();
await recoverOrphans(catalog, hostname(), clock());
await beat(catalog, { id: owner, role: 'worker', host: hostname(), pid: process.pid, startedAt: clock() }, clock());
if (crashAt !== undefined) armCrashPoint(crashAt);

const worker = createCurateWorker({ catalog, store: new LocalStore(dataDir), dataDir, owner, trashKeepDays: 0, logger: silentLogger, clock });
worker.start();
const roots = [join(dataDir, 'photos')];
const tasks = async (kind: TaskKind) => catalog.read.selectFrom('task').selectAll().where('kind', '=', kind).orderBy('id').execute();

/** Asks for step number `nth` of its kind unless an earlier life did, and waits for its end. */
async function step(kind: TaskKind, nth: number, ask: () => Promise<string>): Promise<string> {
  const id = (await tasks(kind))[nth]?.id ?? (await ask());
  for (;;) {
    const row = (await tasks(kind)).find((task) => task.id === id);
    if (row?.state === 'failed') throw new Error(`${kind} failed: ${row.error_detail}`);
    if (row?.state === 'finished') return id;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const scan = (nth: number) => step('exact-scan', nth, () => requestExactScan(catalog, { keep: 'oldest', roots, storedCounts: false }, clock()));
const apply = (nth: number, of: string) => step('exact-apply', nth, () => requestExactApply(catalog, { scan: of, roots, except: [] }, clock()));
const first = await apply(0, await scan(0));
await step('exact-undo', 0, () => requestExactUndo(catalog, { apply: first }, clock()));
await apply(1, await scan(1));
await step('purge', 0, () => requestPurge(catalog, { trashedUpTo: clock() }, clock()));
for (;;) {
  const open = await catalog.read.selectFrom('job').select('id').where('state', '<>', 'done').execute();
  if (open.length === 0) break;
  await new Promise((resolve) => setTimeout(resolve, 10));
}
await worker.drain(5000);
await catalog.close();
console.log('rested');
