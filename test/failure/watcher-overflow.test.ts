import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { forEachEngine } from '../support/catalogs.ts';
import { tempInMemory } from './support/in-memory.ts';
import { Library } from './support/library.ts';
import { expectSound } from './support/sound.ts';
import { tinyPictures } from './support/tiny-pictures.ts';

const FOLDERS = 300;

tempInMemory();
let all: Buffer[];
beforeAll(async () => {
  all = await tinyPictures(5_000);
});

forEachEngine('a burst that no watcher can follow', (open, tools) => {
  // The watcher is the same on both engines; on one the full burst is enough.
  const count = tools.engine === 'sqlite' ? 5_000 : 1_000;
  test(`${count} files in ${FOLDERS} new folders: as many outcomes, without waiting for the timer`, { timeout: 150_000 }, async () => {
    const pictures = all.slice(0, count);
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir, { rescanSeconds: 3600, settleMs: 1000, concurrency: 4 });
    library.startWorker();
    await library.startMonitor();
    pictures.forEach((bytes, n) => {
      const folder = join(library.inbox, `${n % 10}`, `${n % FOLDERS}`);
      if (n < FOLDERS) mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${n}.png`), bytes);
    });
    const jobs = await library.restedJobs(count, 140_000);
    expect(jobs.filter((job) => job.outcome !== 'ingested').map((job) => [job.name, job.outcome, job.error_code])).toEqual([]);
    expect(jobs).toHaveLength(count);
    expect(await library.assets()).toHaveLength(count);
    expect(library.files('inbox')).toEqual([]);
    await expectSound(library);
  });
});
