import { LocalStore } from '../../src/blobs/local-store.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createCurateWorker } from '../../src/curate/curate-worker.ts';
import { bulkTasks } from '../../src/enrich/bulk/bulk-tasks.ts';
import { requestBulkEdit, requestBulkTrash, requestRevert } from '../../src/enrich/bulk/request-bulk.ts';
import { Life } from './life.ts';

/**
 * For the crash tests to kill: edits what a search finds so that it finds it no more, takes that back, edits it again, moves some to the
 * trash. Started again it goes on with the step it was killed in; then prints `rested` and ends.
 */
const life = await Life.begin();
const { catalog, dataDir, owner } = life;
const clock = Date.now;
const tasks = bulkTasks({ catalog, clock, writeSidecars: false });
const worker = createCurateWorker({ catalog, store: new LocalStore(dataDir), dataDir, owner, trashKeepDays: 0, tasks, logger: silentLogger, clock });
worker.start();

const by = () => ({ actor: 'test', now: clock(), writeSidecar: false });
const edit = (nth: number) =>
  life.step('bulk-edit', nth, () =>
    requestBulkEdit(catalog, { q: 'tag:before', except: [] }, { remove: ['before'], add: ['after'], ...(nth === 1 ? { rating: 3 } : {}) }, by()),
  );
const first = await edit(0);
await life.step('bulk-revert', 0, async () => (await requestRevert(catalog, first, by())).task!);
await edit(1);
await life.step('bulk-trash', 0, () => requestBulkTrash(catalog, { q: 'tag:bin', except: [] }, by()));
await life.jobsDone();
await life.end(worker);
