import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { waitFor } from '../support/wait-for.ts';
import { Library } from './support/library.ts';
import { runScript } from './support/script.ts';
import { expectSound } from './support/sound.ts';

const FILES = 60;

forEachEngine('another program holds the database for 3 s', (open, tools) => {
  test('the run waits and goes on: nothing fails, nothing is tried twice', async () => {
    const place = await tools.newPlace();
    const folder = join(place.dataDir, 'source');
    mkdirSync(folder);
    for (let seed = 0; seed < FILES; seed += 1) writeFileSync(join(folder, `${seed}.jpg`), await picture(seed, { width: 96, height: 64 }));
    const library = new Library(await open(place), place.dataDir);
    library.startWorker();
    library.startWorker();
    await library.startMonitor();
    const id = await library.scan([folder], 'copy');
    await waitFor('the run to be under way', async () => (await library.assets()).length > 3);
    const holder = runScript(new URL('./support/lock-holder.ts', import.meta.url), {
      catalogFile: join(place.dataDir, 'catalog.db'),
      databaseUrl: place.databaseUrl,
      seconds: 3,
    });
    await holder.said('locked');
    expect(await library.finished(id)).toMatchObject({ discovered: FILES, ingested: FILES });
    expect(holder.lines).toContain('free');
    expect((await library.jobs()).filter((job) => job.attempt !== 1 || job.error_code !== null)).toEqual([]);
    expect(library.log.lines.filter((line) => line.level === 'error')).toEqual([]);
    await expectSound(library);
  });
});
