import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { ensureLanes } from '../../src/catalog/lane-queries.ts';
import { taskById } from '../../src/catalog/task-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { handOver } from '../../src/curate/lane-job.ts';
import { importTags, type ImportOptions, tagListFolder } from '../../src/curate/tags/import-tags.ts';
import { requestImport } from '../../src/curate/tags/request-tag-task.ts';
import { TagTask } from '../../src/curate/tags/tag-task.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';
import { TagLibrary } from './tag-library.ts';

forEachEngine('an import of rules that was cut short', (open, tools) => {
  test('gives the assets what follows from the rules it had written, once it is done again', async () => {
    const library = await TagLibrary.make(open, tools);
    const { catalog, dataDir } = library;
    await ensureLanes(catalog);
    const [asset] = await addAssets(catalog, [{}]);
    await library.say(asset!, { kitten: 'yes' });
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

    library.work();
    await waitFor('the end of all tasks', async () => {
      const open = await catalog.read.selectFrom('task').select('id').where('state', 'in', ['waiting', 'running']).execute();
      return open.length === 0;
    });
    expect(JSON.parse((await taskById(catalog.read, id))!.result_json!)).toMatchObject({ implications: 501, known: 2000, bad: 0 });
    expect(await library.borne(asset!)).toEqual(['cat', 'kitten']);
  });
});
