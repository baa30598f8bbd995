import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listTroubles } from '../../src/catalog/trouble-queries.ts';
import { Library } from '../failure/support/library.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { waitFor } from '../support/wait-for.ts';

forEachEngine('what the inbox cannot take', (open, { newPlace }) => {
  test.skipIf(process.platform !== 'linux')('a name that is no UTF-8 is told in a session, once, and comes in when it is mended', async () => {
    const place = await newPlace();
    const library = new Library(await open(place), place.dataDir, { rescanSeconds: 1 });
    const bad = Buffer.concat([Buffer.from(`${library.inbox}/`), Buffer.from('caf\xe9.jpg', 'latin1')]);
    writeFileSync(bad, await picture(1, { width: 64, height: 48 }));
    library.startWorker();
    const sessions = () => library.catalog.read.selectFrom('ingest_session').selectAll().orderBy('id').execute();
    const monitor = await library.startMonitor();
    const [session] = await waitFor('the session that says so', async () => {
      const rows = await sessions();
      return rows[0]?.unread === 1 && rows;
    });
    expect(await listTroubles(library.catalog.read, session!.id, '', 10)).toMatchObject([{ path: join(library.inbox, 'caf\\xE9.jpg'), code: 'name-not-utf8' }]);
    await monitor.stop();
    // The second life knows nothing but the catalog.
    await library.startMonitor();
    await waitFor('some scans', () => library.log.lines.filter((line) => line.message.includes('not valid UTF-8')).length === 2);
    renameSync(bad, join(library.inbox, 'café.jpg'));
    await waitFor('the picture', async () => (await library.assets()).length === 1);
    const rows = await sessions();
    expect(rows.reduce((sum, row) => sum + row.unread, 0)).toBe(1);
  });
});
