import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Library } from '../failure/support/library.ts';
import { expectSound, sha256 } from '../failure/support/sound.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';

const FILES = 5;

forEachEngine('a folder that is only referred to', (open, tools) => {
  test('the bytes stay, nothing is stored but the derivatives, and a later copy stores them', async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    const folder = join(place.dataDir, 'archive');
    mkdirSync(folder);
    const paths = Array.from({ length: FILES }, (_, i) => join(folder, `${i}.jpg`));
    for (const [i, path] of paths.entries()) writeFileSync(path, await picture(i, { width: 96, height: 64 }));
    const stamps = () => paths.map((path) => [statSync(path).ino, statSync(path).mtimeMs, sha256(readFileSync(path)).toString('hex')]);
    const before = stamps();
    library.startWorker();

    expect(await library.finished(await library.scan([folder], 'reference'))).toMatchObject({ discovered: FILES, ingested: FILES });
    expect(stamps()).toEqual(before);
    expect(library.files('originals')).toEqual([]);
    expect(library.files('derived')).toHaveLength(2 * FILES);
    expect((await library.locations()).map(({ kind, path, state }) => [kind, path, state]).sort()).toEqual(
      paths.map((path) => ['referenced', path, 'present']).sort(),
    );

    // Known and unchanged: nothing is read again.
    expect(await library.finished(await library.scan([folder], 'reference'))).toMatchObject({ discovered: FILES, skipped: FILES, unchanged: FILES });

    // The same pictures dropped into the inbox get a stored copy; the archive is left alone.
    await library.startMonitor();
    for (const [i, path] of paths.entries()) writeFileSync(join(library.inbox, `drop-${i}.jpg`), readFileSync(path));
    const jobs = await library.restedJobs(2 * FILES);
    expect(jobs.slice(FILES).map((job) => job.outcome)).toEqual(Array(FILES).fill('duplicate'));
    expect(library.files('inbox')).toEqual([]);
    expect(stamps()).toEqual(before);
    await expectSound(library);
  });
});
