import { mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../src/catalog/migrate.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { Library } from './support/library.ts';
import { mountMissing, SmallDisk } from './support/small-disk.ts';
import { expectSound, expectWholeOriginals } from './support/sound.ts';

const FILES = 40;
const missing = mountMissing();

/** Forty pictures of some 40 KB, outside of the library. */
async function sourceFolder(): Promise<string> {
  const folder = tempDir('source');
  mkdirSync(folder, { recursive: true });
  for (let seed = 0; seed < FILES; seed += 1) writeFileSync(join(folder, `${seed}.jpg`), await picture(seed, { width: 640, height: 480 }));
  return folder;
}

forEachEngine('the disk of the library is full', (open, tools) => {
  test.skipIf(missing !== undefined)(
    `originals and derivatives: the session waits, and goes on when there is space again${missing ? ` (skipped: ${missing})` : ''}`,
    async () => {
      const place = await tools.newPlace();
      const disks = ['originals', 'derived'].map((folder) => new SmallDisk(join(place.dataDir, folder), 8));
      let jumped = 0;
      const library = new Library(await open(place), place.dataDir, { clock: () => Date.now() + jumped });
      library.startWorker();
      await library.startMonitor();
      const id = await library.scan([await sourceFolder()], 'copy');
      await waitFor('the run to be under way', async () => (await library.assets()).length > 3);
      for (const disk of disks) disk.fill();
      await waitFor('a job to wait for space', async () => (await library.jobs()).some((job) => job.state === 'ready' && job.error_code === 'disk-full'));
      expectWholeOriginals(library);
      expect(await library.session(id)).toMatchObject({ state: 'running', failed: 0, quarantined: 0 });

      for (const disk of disks) disk.free();
      jumped += 11_000; // the jobs look again every 10 s
      expect(await library.finished(id)).toMatchObject({ discovered: FILES, ingested: FILES });
      // Waiting is no attempt: it could go on for days without using them up.
      expect((await library.jobs()).map((job) => job.attempt)).toEqual(Array(FILES).fill(1));
      await expectSound(library);
    },
  );

  // The catalog itself cannot be written any more. PostgreSQL has a disk of its own.
  if (tools.engine === 'sqlite')
    test.skipIf(missing !== undefined)(
      `the catalog too: the session waits, and goes on when there is space again${missing ? ` (skipped: ${missing})` : ''}`,
      async () => {
        const disk = new SmallDisk(join(tempDir('disk'), 'data'), 16);
        let jumped = 0;
        const library = new Library(await open({ engine: 'sqlite', dataDir: disk.path }), disk.path, { clock: () => Date.now() + jumped });
        await migrate(library.catalog);
        library.startWorker();
        await library.startMonitor();
        const id = await library.scan([await sourceFolder()], 'copy');
        await waitFor('the run to be under way', async () => (await library.assets()).length > 3);
        disk.fill();
        await waitFor('the catalog to refuse a write', () => library.log.lines.some((line) => line.level !== 'debug' && /full/i.test(line.message)));
        expect(statfsSync(disk.path).bavail).toBe(0);
        expectWholeOriginals(library);
        expect(await library.session(id)).toMatchObject({ failed: 0, quarantined: 0 });

        disk.free();
        jumped += 11_000;
        expect(await library.finished(id)).toMatchObject({ discovered: FILES, ingested: FILES });
        await expectSound(library);
      },
    );
});
