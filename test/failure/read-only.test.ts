import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listTroubles } from '../../src/catalog/trouble-queries.ts';
import { csvReport, jsonReport } from '../../src/ingest/report.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { waitFor } from '../support/wait-for.ts';
import { asNobody } from './support/as-nobody.ts';
import { Library } from './support/library.ts';
import { mountMissing, SmallDisk } from './support/small-disk.ts';
import { expectSound } from './support/sound.ts';

const missing = mountMissing();

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}

forEachEngine('no right to write or read', (open, tools) => {
  test('an inbox nothing may be deleted from: stored, said so, and not offered again', async () => {
    const place = await tools.newPlace();
    const inbox = join(place.dataDir, 'inbox');
    mkdirSync(inbox);
    writeFileSync(join(inbox, 'stays.jpg'), await picture(1, { width: 96, height: 64 }));
    await asNobody(place.dataDir, async () => {
      chmodSync(inbox, 0o555);
      const library = new Library(await open(place), place.dataDir, { rescanSeconds: 1 });
      try {
        // The second life knows nothing but the catalog.
        for (let life = 1; life <= 2; life += 1) {
          library.startWorker();
          await library.startMonitor();
          const [job] = await library.restedJobs(1);
          expect(job).toMatchObject({ outcome: 'ingested', error_code: 'permission-denied' });
          expect(job!.error_detail).toContain('the source was kept');
          // A new file arrives by the rescan after the one that saw the old file again.
          chmodSync(inbox, 0o755);
          writeFileSync(join(inbox, `life-${life}.jpg`), await picture(10 + life, { width: 96, height: 64 }));
          chmodSync(inbox, 0o555);
          await library.restedJobs(1 + life);
          await library.stop();
        }
        expect((await library.jobs()).map((one) => one.name)).toEqual(['stays.jpg', 'life-1.jpg', 'life-2.jpg']);
        expect(library.files('inbox')).toEqual(['life-1.jpg', 'life-2.jpg', 'stays.jpg']);
        await expectSound(library);
      } finally {
        chmodSync(inbox, 0o755);
        await library.stop();
      }
    });
  });

  test('a source that may not be read: failed with the reason, and its neighbour comes in', async () => {
    const place = await tools.newPlace();
    const source = join(place.dataDir, 'source');
    mkdirSync(source);
    for (const seed of [1, 2]) writeFileSync(join(source, `${seed}.jpg`), await picture(seed, { width: 96, height: 64 }));
    await asNobody(place.dataDir, async () => {
      chmodSync(join(source, '1.jpg'), 0);
      const library = new Library(await open(place), place.dataDir);
      library.startWorker();
      const id = await library.scan([source], 'copy');
      expect(await library.finished(id)).toMatchObject({ discovered: 2, ingested: 1, failed: 1 });
      expect((await library.jobs()).find((job) => job.name === '1.jpg')).toMatchObject({ outcome: 'failed', error_code: 'permission-denied' });
      await library.stop();
    });
  });

  test('folders that may not be read are listed with their reason, in the session and its reports', async () => {
    const place = await tools.newPlace();
    const source = join(place.dataDir, 'source');
    for (const name of ['open', 'closed', 'closed-too']) mkdirSync(join(source, name), { recursive: true });
    writeFileSync(join(source, 'open', '1.jpg'), await picture(1, { width: 96, height: 64 }));
    await asNobody(place.dataDir, async () => {
      for (const name of ['closed', 'closed-too']) chmodSync(join(source, name), 0);
      const library = new Library(await open(place), place.dataDir);
      library.startWorker();
      const id = await library.scan([source], 'copy');
      expect(await library.finished(id)).toMatchObject({ discovered: 1, ingested: 1, unread: 2 });
      const listed = await listTroubles(library.catalog.read, id, '', 10);
      expect(listed.map(({ path, code }) => [path, code])).toEqual([
        [join(source, 'closed'), 'permission-denied'],
        [join(source, 'closed-too'), 'permission-denied'],
      ]);
      const session = await library.session(id);
      const json = JSON.parse(await text(jsonReport(library.catalog, session))) as Record<string, unknown>;
      expect(json).toMatchObject({ session: { unread: 2 }, unread: [{ path: join(source, 'closed'), errorCode: 'permission-denied' }, {}] });
      const csv = (await text(csvReport(library.catalog, session))).trimEnd().split('\r\n');
      expect(csv).toHaveLength(4);
      expect(csv[2]).toMatch(/closed","closed","unread",,,0,"permission-denied","Permission denied: .*","Give the user/);

      // Given the right, the same ingest again finds nothing to complain about.
      for (const name of ['closed', 'closed-too']) chmodSync(join(source, name), 0o755);
      const again = await library.scan([source], 'copy');
      expect(await library.finished(again)).toMatchObject({ discovered: 1, skipped: 1, unread: 0 });
      await library.stop();
    });
  });

  test.skipIf(missing !== undefined)(
    `a store that became read-only: the session waits, and goes on when it is writable${missing ? ` (skipped: ${missing})` : ''}`,
    async () => {
      const place = await tools.newPlace();
      const disk = new SmallDisk(join(place.dataDir, 'originals'), 8);
      let jumped = 0;
      const library = new Library(await open(place), place.dataDir, { clock: () => Date.now() + jumped });
      const path = join(library.inbox, 'a.jpg');
      writeFileSync(path, await picture(1, { width: 96, height: 64 }));
      disk.remount('ro');
      const id = await library.offer([path], 'move');
      library.startWorker();
      await waitFor('the job to wait', async () => (await library.jobs())[0]?.error_code === 'read-only');
      expect(library.files('inbox')).toEqual(['a.jpg']);
      disk.remount('rw');
      jumped += 11_000;
      expect(await library.finished(id)).toMatchObject({ ingested: 1 });
      expect(library.files('inbox')).toEqual([]);
      await expectSound(library);
    },
  );
});
