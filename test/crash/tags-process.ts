import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { tagsByName } from '../../src/catalog/tag-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createCurateWorker } from '../../src/curate/curate-worker.ts';
import { tagListFolder } from '../../src/curate/tags/import-tags.ts';
import { requestPrune } from '../../src/curate/tags/prune-tags.ts';
import { requestImport, requestMerge, requestSuggestions } from '../../src/curate/tags/request-tag-task.ts';
import { addRule } from '../../src/curate/tags/rules.ts';
import { Life, pause } from './life.ts';

/**
 * For the crash tests to kill: makes a rule that many assets follow, merges a tag, takes a list over, removes unused tags, looks for rules. Started again it
 * goes on with what it was killed in; then prints `rested` and ends.
 */
const life = await Life.begin();
const { catalog, dataDir, owner } = life;
const by = () => ({ actor: 'test', now: Date.now() });
const tasks = () => catalog.read.selectFrom('task').select(['id', 'state', 'error_detail']).orderBy('id').execute();

// All asked for at once: they wait for each other.
if ((await tasks()).length === 0) {
  const tags = await tagsByName(catalog.read, ['kitty', 'cat', 'animal']);
  const id = (name: string) => tags.get(name)!.id;
  const folder = tagListFolder(dataDir);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(dataDir, 'list.csv'), join(folder, 'list.csv'));
  await addRule(catalog, id('kitty'), id('animal'), by());
  await requestMerge(catalog, id('kitty'), id('cat'), by());
  await requestImport(catalog, { file: 'list.csv', name: 'list.csv' }, by());
  await requestPrune(catalog, { all: false }, by());
  await requestSuggestions(catalog, { minSupport: 10, minConfidence: 0.9 }, by());
}
const worker = createCurateWorker({ catalog, store: new LocalStore(dataDir), dataDir, owner, trashKeepDays: 0, logger: silentLogger, clock: Date.now });
worker.start();
for (;;) {
  const open = await tasks();
  const failed = open.find(({ state }) => state === 'failed');
  if (failed !== undefined) throw new Error(failed.error_detail ?? failed.id);
  const jobs = await catalog.read.selectFrom('job').select('id').where('state', '<>', 'done').execute();
  if (jobs.length === 0 && open.every(({ state }) => state === 'finished')) break;
  await pause();
}
await life.end(worker);
