import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { LocalStore } from '../../blobs/local-store.ts';
import { receivedFolder } from '../../ingest/import/received-folder.ts';
import { offerReceived } from '../../ingest/import/offer-received.ts';
import { openSession, sealSession } from '../../ingest/sessions.ts';
import { finished, startWorker } from '../../../test/import/library.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { picture } from '../../../test/support/pictures.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { sweepRefused } from './sweep-refused.ts';

forEachEngine('what uploads left', (open) => {
  test('is removed after a week, but not what may be the only good copy of a damaged original', async () => {
    const catalog = await open();
    const dataDir = tempDir('refused');
    startWorker(catalog, dataDir);
    const upload = async (bytes: Buffer): Promise<string> => {
      const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, Date.now());
      const folder = await receivedFolder(dataDir, id);
      await writeFile(join(folder, 'good'), bytes);
      await writeFile(join(folder, 'rest'), 'left over');
      await catalog.write((tx) => offerReceived(tx, id, { path: join(folder, 'good'), name: 'a.jpg', offerKey: `upload:${id}`, archive: false }, Date.now()));
      await sealSession(catalog, id, Date.now());
      await finished(catalog, id);
      return folder;
    };
    const bytes = await picture(7400, { width: 64, height: 48 });
    const taken = await upload(bytes);
    const { path: key } = await catalog.read.selectFrom('location').select('path').where('kind', '=', 'stored').executeTakeFirstOrThrow();
    await writeFile(new LocalStore(dataDir).localPath(key), Buffer.alloc(bytes.length));
    const healer = await upload(bytes);
    expect(await readFile(new LocalStore(dataDir).localPath(key))).toEqual(bytes);
    // As it is left where the stored copy is damaged and cannot be replaced: src/ingest/settle.ts.
    const kept = await upload(await picture(7401, { width: 64, height: 48 }));
    await writeFile(join(kept, 'good'), 'the only good bytes');
    await catalog.write((tx) => tx.updateTable('job').set({ error_code: 'stored-bytes-differ' }).where('session_id', '=', basename(kept)).execute());
    expect(await sweepRefused(catalog, dataDir, Date.now() + 8 * 86_400_000)).toBe(2);
    expect([taken, healer, join(kept, 'rest'), join(kept, 'good')].map((path) => existsSync(path))).toEqual([false, false, false, true]);
  });
});
