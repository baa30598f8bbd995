import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { isBalanced } from '../../src/domain/session.ts';
import { openSession } from '../../src/ingest/sessions.ts';
import { startOn, workerProcesses } from '../integration/library-processes.ts';
import { endAll } from '../integration/running-magpie.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { waitFor } from '../support/wait-for.ts';

const FILES = 40;

forEachEngine('an ingest process is killed with files in hand', (open, tools) => {
  afterEach(endAll);

  test('twice, under a living supervisor: its files run alone, and all come in', async () => {
    const place = await tools.newPlace();
    const catalog = await open(place);
    const folder = join(place.dataDir, 'source');
    mkdirSync(folder);
    // Large enough that a process has some in hand at any time.
    for (let seed = 0; seed < FILES; seed += 1) writeFileSync(join(folder, `${seed}.jpg`), await picture(seed, { width: 900, height: 600 }));
    const magpie = startOn(place, 2);
    await magpie.url();
    const { id } = await openSession(catalog, { source: 'scan', options: { paths: [folder], mode: 'copy', recursive: true } }, Date.now());
    const jobs = () => catalog.read.selectFrom('job').selectAll().where('lane', '=', 'ingest').execute();

    const victims: string[] = [];
    while (victims.length < 2) {
      const victim = await waitFor('a process with files in hand', async () => {
        const held = new Set((await jobs()).filter((job) => job.state === 'running' && job.outcome === null).map((job) => job.lease_owner));
        return (await workerProcesses(catalog)).find((one) => held.has(one.id) && !victims.includes(one.id));
      });
      victims.push(victim.id);
      process.kill(victim.pid, 'SIGKILL');
    }

    const session = await waitFor(
      'the session to finish',
      async () => {
        const row = await catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
        return row.state === 'finished' && row;
      },
      { timeoutMs: 45_000 },
    );
    expect(session).toMatchObject({ discovered: FILES, ingested: FILES, pending: 0 });
    expect(isBalanced(session)).toBe(true);
    expect(await catalog.read.selectFrom('asset').select('id').execute()).toHaveLength(FILES);
    expect(magpie.log.filter(({ msg }) => msg === 'a worker process died')).toHaveLength(2);
    const suspects = (await jobs()).filter((job) => job.deaths > 0);
    expect(suspects.length).toBeGreaterThan(0);
    expect(suspects.every((job) => job.solo === 1 && job.outcome === 'ingested')).toBe(true);
  });
});
