import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { silentLogger } from '../../core/logger.ts';
import { removeTempDir, tempDir } from '../../../test/support/temp-dir.ts';
import { migrate } from '../migrate.ts';
import { openCatalog } from '../open.ts';
import { writeSetting } from '../setting-queries.ts';

test('a catalog that closes gives up a write that somebody else keeps waiting', async () => {
  const dataDir = tempDir('sqlite-catalog');
  const holder = await openCatalog({ dataDir, logger: silentLogger });
  await migrate(holder);
  const closing = await openCatalog({ dataDir, logger: silentLogger });
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  try {
    await new Promise<void>((begun) => {
      void holder.write(async (tx) => {
        await writeSetting(tx, 'a', 1, 1);
        begun();
        await held;
      });
    });
    const refused = closing
      .write((tx) => writeSetting(tx, 'b', 2, 2))
      .then(
        () => 'written',
        (error: { code?: string }) => error.code,
      );
    const closed = closing.close().then(() => 'closed');
    expect(await Promise.race([closed, sleep(10_000, 'still open', { ref: false })])).toBe('closed');
    expect(await refused).toBe('catalog-locked');
  } finally {
    release();
    await holder.close();
    await closing.close();
    removeTempDir(dataDir);
  }
});
