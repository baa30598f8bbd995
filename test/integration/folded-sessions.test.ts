import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listSessions, sessionById, sessionFiles } from '../../src/catalog/session-queries.ts';
import { isBalanced } from '../../src/domain/session.ts';
import { csvReport, jsonReport } from '../../src/ingest/report.ts';
import { retryFailed } from '../../src/ingest/session-control.ts';
import { foldSessions } from '../../src/watch/fold-sessions.ts';
import { Library } from '../failure/support/library.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { waitFor } from '../support/wait-for.ts';

const DAY = 86_400_000;
const LONG_AGO = 1_600_000_000;

forEachEngine('sessions whose list of files is no longer kept', (open, { newPlace }) => {
  const setUp = async () => {
    const place = await newPlace();
    const library = new Library(await open(place), place.dataDir);
    const source = join(place.dataDir, 'source');
    mkdirSync(source);
    for (let n = 0; n < 30; n += 1) writeFileSync(join(source, `${n}.jpg`), await picture(n % 25, { width: 64, height: 48 }));
    writeFileSync(join(source, 'broken.jpg'), Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(3000, 1)]));
    writeFileSync(join(source, 'notes.txt'), 'no picture');
    for (const name of ['broken.jpg', 'notes.txt']) utimesSync(join(source, name), LONG_AGO, LONG_AGO);
    library.startWorker();
    return { library, source };
  };
  const fold = (library: Library, days = 91) => foldSessions(library.catalog, Date.now() + days * DAY - 90 * DAY, Date.now(), 10_000);
  const text = async (pieces: AsyncIterable<string>): Promise<string> => {
    let all = '';
    for await (const piece of pieces) all += piece;
    return all;
  };

  test('totals, search and failures stay; the reports say what is missing; nothing is taken in again', async () => {
    const { library, source } = await setUp();
    const { catalog } = library;
    const id = await library.scan([source], 'copy');
    const before = await library.finished(id);
    expect(before).toMatchObject({ discovered: 32, ingested: 25, duplicate: 5, skipped: 1, failed: 1 });
    expect(await fold(library, 89), 'too young').toBe(0);
    expect(await fold(library)).toBe(32); // 31 files and the job that found them
    expect(await fold(library), 'once').toBe(0);

    const after = (await sessionById(catalog, id))!;
    expect(after).toEqual({ ...before, folded_to: expect.any(Number) as number, folded_at: expect.any(Number) as number });
    expect(isBalanced(after)).toBe(true);
    expect((await listSessions(catalog, { search: source }, undefined, 10)).map((row) => row.id)).toEqual([id]);
    expect((await sessionFiles(catalog, id, undefined, 0, 100)).map((file) => file.name)).toEqual(['broken.jpg']);
    const json = JSON.parse(await text(jsonReport(catalog, after))) as { session: object; files: object[] };
    expect(json.session).toMatchObject({ discovered: 32, ingested: 25, filesFoldedAt: expect.any(String) as string });
    expect(json.files).toHaveLength(1);
    expect(await text(csvReport(catalog, after))).toContain('The list of its 32 files is no longer kept');

    // Known by path, size and time: not by the ledger.
    const again = await library.finished(await library.scan([source], 'copy'));
    expect(again).toMatchObject({ discovered: 32, ingested: 0, duplicate: 0, unchanged: 30, skipped: 31, failed: 1 });

    writeFileSync(join(source, 'broken.jpg'), await picture(99, { width: 64, height: 48 }));
    expect(await retryFailed(catalog, id, undefined, 'web', Date.now())).toBe(1);
    expect(await library.finished(id)).toMatchObject({ discovered: 32, ingested: 26, failed: 0, pending: 0 });
  });

  test('what lies in the inbox and was not wanted is not offered again', async () => {
    const { library } = await setUp();
    const { catalog, inbox } = library;
    writeFileSync(join(inbox, 'letter.doc'), 'no picture');
    writeFileSync(join(inbox, 'good.jpg'), await picture(50, { width: 64, height: 48 }));
    const monitor = await library.startMonitor();
    await library.restedJobs(2);
    await monitor.stop();
    await catalog.write((tx) => tx.updateTable('ingest_session').set({ state: 'finished', finished_at: Date.now() }).where('source', '=', 'watch').execute());
    expect(await fold(library)).toBe(1);
    await library.startMonitor();
    writeFileSync(join(inbox, 'later.jpg'), await picture(51, { width: 64, height: 48 }));
    await waitFor('the later one', async () => (await library.assets()).length === 2);
    expect((await library.jobs()).map((job) => job.name)).toEqual(['letter.doc', 'later.jpg']);
  });
});
