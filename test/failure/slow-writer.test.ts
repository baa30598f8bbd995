import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { Library } from './support/library.ts';
import { runScript } from './support/script.ts';
import { expectSound, sha256 } from './support/sound.ts';

forEachEngine('a writer that takes 6 s', (open, tools) => {
  test('holding the file open, and opening it anew for each piece: the bytes of the whole file, one asset each', async () => {
    const place = await tools.newPlace();
    // The settle time of a real start; the pauses between the pieces are longer.
    const library = new Library(await open(place), place.dataDir, { settleMs: 1000 });
    library.startWorker();
    await library.startMonitor();
    const sources = await Promise.all(
      [true, false].map(async (reopen, i) => {
        const bytes = await picture(i, { width: 640, height: 480 });
        const from = join(place.dataDir, `source-${i}.jpg`);
        writeFileSync(from, bytes);
        return {
          bytes,
          writer: runScript(new URL('./support/slow-writer.ts', import.meta.url), {
            from,
            to: join(library.inbox, `slow-${i}.jpg`),
            pieces: 4,
            seconds: 6,
            reopen,
          }),
        };
      }),
    );
    await Promise.all(sources.map(({ writer }) => writer.said('done')));
    await library.restedJobs(2);
    const wanted = sources.map(({ bytes }) => sha256(bytes).toString('hex')).sort();
    expect((await library.assets()).map((asset) => asset.sha256.toString('hex')).sort()).toEqual(wanted);
    expect(library.files('inbox')).toEqual([]);
    await expectSound(library);
  });
});
