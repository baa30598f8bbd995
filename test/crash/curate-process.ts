import { join } from 'node:path';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createCurateWorker } from '../../src/curate/curate-worker.ts';
import { requestExactApply, requestExactScan, requestExactUndo } from '../../src/curate/request-duplicates.ts';
import { requestPurge } from '../../src/curate/request-purge.ts';
import { Life } from './life.ts';

/**
 * For the crash tests to kill: finds duplicates, moves them, puts them back, moves them again, purges everything in the
 * trash. Started again it goes on with the step it was killed in; then prints `rested` and ends.
 */
const life = await Life.begin();
const { catalog, dataDir, owner } = life;
const clock = Date.now;
const worker = createCurateWorker({ catalog, store: new LocalStore(dataDir), dataDir, owner, trashKeepDays: 0, logger: silentLogger, clock });
worker.start();

const roots = [join(dataDir, 'photos')];
const scan = (nth: number) => life.step('exact-scan', nth, () => requestExactScan(catalog, { keep: 'oldest', roots, storedCounts: false }, clock()));
const apply = (nth: number, of: string) => life.step('exact-apply', nth, () => requestExactApply(catalog, { scan: of, roots, except: [] }, clock()));
const first = await apply(0, await scan(0));
await life.step('exact-undo', 0, () => requestExactUndo(catalog, { apply: first }, clock()));
await apply(1, await scan(1));
await life.step('purge', 0, () => requestPurge(catalog, { trashedUpTo: clock() }, clock()));
await life.jobsDone();
await life.end(worker);
