import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { acquireLease } from '../../src/catalog/leases.ts';
import { LEASE_MS } from '../../src/jobs/lease.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { waitFor } from '../support/wait-for.ts';
import { Library } from './support/library.ts';
import { expectSound } from './support/sound.ts';

const HOUR = 3_600_000;
const FILES = 40;

forEachEngine('the clock of the machine jumps', (open, tools) => {
  const start = async (offset = 0) => {
    const place = await tools.newPlace();
    const time = { offset };
    const clock = (): number => Date.now() + time.offset;
    const library = new Library(await open(place), place.dataDir, { clock });
    const folder = join(place.dataDir, 'source');
    mkdirSync(folder);
    for (let seed = 0; seed < FILES; seed += 1) writeFileSync(join(folder, `${seed}.jpg`), await picture(seed, { width: 96, height: 64 }));
    // Its attempts fail and wait, across the jump, until it is complete.
    const whole = await picture(99, { width: 96, height: 64 });
    const unfinished = join(library.inbox, 'unfinished.jpg');
    writeFileSync(unfinished, whole.subarray(0, whole.length - 500));
    utimesSync(unfinished, clock() / 1000, clock() / 1000);
    return { library, time, clock, folder, complete: () => writeFileSync(unfinished, whole) };
  };

  test.for([
    ['ahead', 0, HOUR],
    ['back', 0, -HOUR],
    ['back to the right time', HOUR, 0],
  ] as const)('by an hour, %s, in the middle of a run: everything comes to rest all the same', async ([, before, after]) => {
    const { library, time, clock, folder, complete } = await start(before);
    library.startWorker();
    await library.startMonitor();
    const id = await library.scan([folder], 'copy');
    await waitFor('the run to be under way', async () => (await library.assets()).length > 3);
    await waitFor('the incomplete file to wait', async () => (await library.jobs()).some((job) => job.error_code === 'file-incomplete'));
    // A worker that dies now: nobody renews its leases.
    await library.catalog.write((tx) =>
      claimJobs(tx, library.catalog.engine, { lane: 'ingest', owner: 'dead', limit: 4, solo: false, now: clock(), leaseUntil: clock() + LEASE_MS }),
    );
    time.offset = after;
    complete();

    expect(await library.finished(id)).toMatchObject({ discovered: FILES, ingested: FILES });
    await waitFor('the inbox to be taken in', () => library.files('inbox').length === 0);
    time.offset += 11_000; // the inbox's session ends after 10 s of quiet
    const watched = await waitFor('the session of the inbox', async () =>
      library.catalog.read.selectFrom('ingest_session').selectAll().where('source', '=', 'watch').where('state', '=', 'finished').executeTakeFirst(),
    );
    expect(watched).toMatchObject({ ingested: 1, failed: 0, quarantined: 0, pending: 0 });
    expect(await library.assets()).toHaveLength(FILES + 1);
    await expectSound(library);
  });

  test('back: a monitor whose predecessor is gone takes over at once', async () => {
    const { library, time, clock } = await start();
    expect(await acquireLease(library.catalog, 'monitor', 'dead', 15_000, clock())).toBe(true);
    expect(await acquireLease(library.catalog, 'monitor', 'other', 15_000, clock())).toBe(false);
    time.offset = -HOUR;
    await library.startMonitor();
  });
});
