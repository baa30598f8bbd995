import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { Library } from './support/library.ts';
import { expectSound } from './support/sound.ts';

forEachEngine('a file that is gone before it is read', (open, tools) => {
  test('is skipped with the reason; its neighbours come in', async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    const paths = await Promise.all(
      [1, 2, 3].map(async (seed) => {
        const path = join(library.inbox, `${seed}.jpg`);
        writeFileSync(path, await picture(seed, { width: 96, height: 64 }));
        return path;
      }),
    );
    const id = await library.offer(paths, 'move');
    rmSync(paths[1]!);
    library.startWorker();
    expect(await library.finished(id)).toMatchObject({ discovered: 3, ingested: 2, skipped: 1, failed: 0 });
    expect((await library.jobs()).map((job) => [job.outcome, job.error_code])).toEqual([
      ['ingested', null],
      ['skipped', 'file-vanished'],
      ['ingested', null],
    ]);
    expect(library.files('inbox')).toEqual([]);
    await expectSound(library);
  });

  test('comes in when it returns under the same name', async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    const path = join(library.inbox, 'back.jpg');
    const bytes = await picture(7, { width: 96, height: 64 });
    writeFileSync(path, bytes);
    const id = await library.offer([path], 'move');
    rmSync(path);
    library.startWorker();
    expect(await library.finished(id)).toMatchObject({ skipped: 1 });
    await library.startMonitor();
    writeFileSync(path, bytes);
    const jobs = await library.restedJobs(2);
    expect(jobs.map((job) => job.outcome)).toEqual(['skipped', 'ingested']);
    expect(library.files('inbox')).toEqual([]);
    await expectSound(library);
  });
});
