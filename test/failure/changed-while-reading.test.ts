import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { waitFor } from '../support/wait-for.ts';
import { Library } from './support/library.ts';
import { runScript } from './support/script.ts';
import { expectSound, sha256 } from './support/sound.ts';

forEachEngine('a file that is written to while it is read', (open, tools) => {
  test('is read again until it keeps still: one asset of the final bytes', async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    const path = join(library.inbox, 'growing.png');
    // A whole picture with 24 MB behind its end: it looks complete at any time, and reading it takes a while.
    writeFileSync(path, Buffer.concat([await picture(1, { width: 96, height: 64, format: 'png' }), Buffer.alloc(24_000_000, 1)]));
    const stopFile = join(place.dataDir, 'stop');
    const writer = runScript(new URL('./support/appending-writer.ts', import.meta.url), { path, stopFile });
    await writer.said('writing');
    const id = await library.offer([path], 'move');
    library.startWorker();
    await waitFor('an attempt to notice the change', async () => (await library.jobs())[0]?.error_code === 'file-changed');
    expect(library.files('originals')).toEqual([]);
    writeFileSync(stopFile, '');
    await writer.said('done');
    const final = sha256(readFileSync(path));

    expect(await library.finished(id)).toMatchObject({ discovered: 1, ingested: 1 });
    expect((await library.assets()).map((asset) => asset.sha256.toString('hex'))).toEqual([final.toString('hex')]);
    expect((await library.jobs())[0]!.attempt).toBeGreaterThan(1);
    expect(library.files('inbox')).toEqual([]);
    await expectSound(library);
  });
});
