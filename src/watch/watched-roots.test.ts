import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachEngine } from '../../test/support/catalogs.ts';
import { deadFile } from '../../test/support/dead-file.ts';
import { tempDir } from '../../test/support/temp-dir.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { listRoots, updateRoot } from '../catalog/root-queries.ts';
import { silentLogger } from '../core/logger.ts';
import { MARKER_NAME } from '../roots/marker.ts';
import { sight } from '../roots/root-identity.ts';
import { WatchedRoots } from './watched-roots.ts';

forEachEngine('watched roots', (open) => {
  test('a monitor that waits for a dead disk is left behind without waiting for it', async () => {
    const catalog = await open();
    const base = tempDir('roots');
    const root = join(base, 'photos');
    mkdirSync(root);
    const watched = new WatchedRoots({
      catalog,
      dataDir: join(base, 'data'),
      inbox: join(base, 'inbox'),
      owner: 'test',
      roots: [{ path: root, mode: 'reference', watch: false }],
      settleMs: 100,
      rescanSeconds: 3600,
      logger: silentLogger,
      clock: () => 1e12,
    });
    const row = await waitFor('the root', async () => {
      await watched.turn();
      return (await listRoots(catalog.read))[0];
    });
    const setWatch = (watch: 0 | 1) => catalog.write((tx) => updateRoot(tx, row.id, { watch }));
    await watched.turn();
    const revive = deadFile(join(root, MARKER_NAME));
    try {
      const gaveUp = sight(root).then(() => 'the disk');
      await setWatch(1);
      await watched.turn();
      await setWatch(0);
      // The monitor began to look later than we did, so it gives up later as well.
      expect(await Promise.race([gaveUp, watched.turn().then(() => 'the turn')])).toBe('the turn');
    } finally {
      revive();
    }
    await watched.stop();
  }, 30_000);
});
