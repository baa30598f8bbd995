import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { waitFor } from '../support/wait-for.ts';
import { Library } from './support/library.ts';
import { expectSound } from './support/sound.ts';

forEachEngine('a stored original that lost bytes', (open, tools) => {
  /** A library with one picture in it, and the same picture ready to be dropped again. */
  const withOnePicture = async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    const bytes = await picture(1, { width: 96, height: 64 });
    const dropped = join(library.inbox, 'first.jpg');
    writeFileSync(dropped, bytes);
    library.startWorker();
    const monitor = await library.startMonitor();
    await library.restedJobs(1);
    const stored = join(library.dataDir, 'originals', library.files('originals')[0]!);
    return { library, monitor, bytes, stored };
  };

  const damages: Array<[string, (path: string) => void]> = [
    ['cut off', (path) => truncateSync(path, 100)],
    [
      'with a flipped bit',
      (path) => {
        const bytes = readFileSync(path);
        bytes[50]! ^= 1;
        writeFileSync(path, bytes);
      },
    ],
  ];
  test.for(damages)('%s: the same picture dropped again takes its place, and the damaged file is kept', async ([, damage]) => {
    const { library, bytes, stored } = await withOnePicture();
    damage(stored);
    const damaged = readFileSync(stored);
    writeFileSync(join(library.inbox, 'again.jpg'), bytes);
    const jobs = await library.restedJobs(2);
    expect(jobs[1]).toMatchObject({ outcome: 'duplicate', error_code: null });
    expect(library.files('inbox')).toEqual([]);
    await expectSound(library);
    const aside = join(library.dataDir, 'trash/damaged');
    const [kept, ...more] = readdirSync(aside);
    expect(more).toEqual([]);
    expect(readFileSync(join(aside, kept!)).equals(damaged)).toBe(true);
    expect(library.log.lines.filter(({ level, message }) => level === 'warn' && message.includes('was damaged; it has the bytes'))).toHaveLength(1);
  });

  test('cut off: what is copied or only referred to heals it as well', async () => {
    const { library, bytes, stored } = await withOnePicture();
    for (const [n, mode] of (['copy', 'reference'] as const).entries()) {
      truncateSync(stored, 60 + n);
      const source = join(library.dataDir, `elsewhere-${mode}.jpg`);
      writeFileSync(source, bytes);
      await library.finished(await library.offer([source], mode));
      expect(readFileSync(source).equals(bytes)).toBe(true);
      await expectSound(library);
    }
    rmSync(stored);
    const source = join(library.dataDir, 'elsewhere-again.jpg');
    writeFileSync(source, bytes);
    await library.finished(await library.offer([source], 'reference'));
    await expectSound(library);
    expect(readdirSync(join(library.dataDir, 'trash/damaged'))).toHaveLength(2);
  });

  test('with a flipped bit, and the store may not be written: the source is kept, and says why', async () => {
    const { library, bytes, stored } = await withOnePicture();
    damages[1]![1](stored);
    // A file where the folder of the damaged ones should be: nothing can be kept aside, so nothing is replaced.
    mkdirSync(join(library.dataDir, 'trash'), { recursive: true });
    writeFileSync(join(library.dataDir, 'trash/damaged'), '');
    const again = join(library.inbox, 'again.jpg');
    writeFileSync(again, bytes);
    const jobs = await library.restedJobs(2);
    expect(jobs[1]).toMatchObject({ outcome: 'duplicate' });
    expect(jobs[1]!.error_detail).toContain('the source was kept');
    expect(readFileSync(again).equals(bytes)).toBe(true);
    expect(library.files('originals')).toHaveLength(1);
    // A later watcher does not offer it in a loop.
    await library.stop();
    library.startWorker();
    await library.startMonitor();
    const other = join(library.inbox, 'other.jpg');
    writeFileSync(other, await picture(2, { width: 96, height: 64 }));
    await waitFor('the other picture', async () => (await library.jobs()).some((job) => job.name === 'other.jpg' && job.state === 'done'));
    expect((await library.jobs()).map((job) => job.name)).toEqual(['first.jpg', 'again.jpg', 'other.jpg']);
  });

  test('missing altogether: the next drop puts it back', async () => {
    const { library, bytes, stored } = await withOnePicture();
    rmSync(stored);
    writeFileSync(join(library.inbox, 'again.jpg'), bytes);
    const jobs = await library.restedJobs(2);
    expect(jobs[1]).toMatchObject({ outcome: 'duplicate', error_code: null });
    expect(library.files('inbox')).toEqual([]);
    await expectSound(library);
  });
});
