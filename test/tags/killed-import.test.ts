import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { ensureLanes } from '../../src/catalog/lane-queries.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags, tagsOf } from '../../src/catalog/tag-queries.ts';
import { taskById } from '../../src/catalog/task-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createCurateWorker } from '../../src/curate/curate-worker.ts';
import { handOver } from '../../src/curate/lane-job.ts';
import { importTags, type ImportOptions, tagListFolder } from '../../src/curate/tags/import-tags.ts';
import { requestImport } from '../../src/curate/tags/request-tag-task.ts';
import { TagTask } from '../../src/curate/tags/tag-task.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

forEachEngine('an import of rules that was cut short', (open, tools) => {
  test('gives the assets what follows from the rules it had written, once it is done again', async () => {
    const place = await tools.newPlace();
    const { dataDir } = place;
    const catalog = await open(place);
    await ensureLanes(catalog);
    const [asset] = await addAssets(catalog, [{}]);
    await catalog.write(async (tx) => {
      const { id } = (await ensureTags(tx, ['kitten'], 1)).get('kitten')!;
      await writeClaims(tx, 'human', [{ assetId: asset!, statements: [{ tagId: id, says: 'yes' }] }], 1);
    });
    mkdirSync(tagListFolder(dataDir), { recursive: true });
    const rules = ['id,antecedent_name,consequent_name,created_at,status', '0,kitten,cat,,active'];
    // Two transactions of 2,000 lines.
    for (let at = 1; at <= 2500; at += 1) rules.push(`${at},x${at},y,,active`);
    writeFileSync(join(tagListFolder(dataDir), 'rules'), `${rules.join('\n')}\n`);
    const id = await requestImport(catalog, { file: 'rules', name: 'tag_implications.csv' }, { actor: 'test', now: 1000 });
    const request = { lane: 'curate' as const, owner: 'w', limit: 1, solo: false, now: 2000, leaseUntil: 1e12 };
    const [job] = await catalog.write((tx) => claimJobs(tx, catalog.engine, request));
    const ended = new AbortController();
    let looks = 0;
    const clock = () => {
      if ((looks += 1) === 2) ended.abort();
      return 3000 + looks;
    };
    const task = new TagTask<ImportOptions>({ catalog, dataDir, logger: silentLogger, clock }, job!, (await taskById(catalog.read, id))!, ended.signal);
    await expect(importTags(task)).rejects.toThrow();
    await handOver(catalog, job!, 4000);

    const worker = createCurateWorker({
      catalog,
      store: new LocalStore(dataDir),
      dataDir,
      owner: 'w',
      trashKeepDays: 0,
      logger: silentLogger,
      clock: Date.now,
    });
    worker.start();
    onTestFinished(async () => void (await worker.drain(5000)));
    await waitFor('the end of all tasks', async () => {
      const open = await catalog.read.selectFrom('task').select('id').where('state', 'in', ['waiting', 'running']).execute();
      return open.length === 0;
    });
    expect(JSON.parse((await taskById(catalog.read, id))!.result_json!)).toMatchObject({ implications: 501, known: 2000, bad: 0 });
    expect((await tagsOf(catalog.read, asset!)).tags.map(({ name }) => name)).toEqual(['cat', 'kitten']);
  });
});
