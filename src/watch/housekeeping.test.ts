import { expect, test } from 'vitest';
import { forEachEngine } from '../../test/support/catalogs.ts';
import { tempDir } from '../../test/support/temp-dir.ts';
import { LocalStore } from '../blobs/local-store.ts';
import { silentLogger } from '../core/logger.ts';
import { openSession, touchSession } from '../ingest/sessions.ts';
import { Housekeeping } from './housekeeping.ts';

const HOUR = 3_600_000;

forEachEngine('housekeeping', (open) => {
  test('an upload is closed after a minute of silence, and not because the clock jumps', async () => {
    const catalog = await open();
    const dataDir = tempDir('housekeeping');
    const time = { wall: Date.now(), monotonic: 1_000 };
    const keep = new Housekeeping({
      catalog,
      store: new LocalStore(dataDir),
      inbox: `${dataDir}/inbox`,
      clock: () => time.wall,
      monotonic: () => time.monotonic,
      logger: silentLogger,
    });
    const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, time.wall);
    const after = async (monotonicMs: number, wallMs = monotonicMs) => {
      time.wall += wallMs;
      time.monotonic += monotonicMs;
      await keep.run();
      return (await catalog.read.selectFrom('ingest_session').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;
    };
    expect(await after(0)).toBe('discovering');
    expect(await after(6_000, HOUR), 'ahead').toBe('discovering');
    expect(await after(30_000, -HOUR), 'and back').toBe('discovering');
    await touchSession(catalog, id, time.wall + 5);
    expect(await after(40_000), 'it said something meanwhile').toBe('discovering');
    expect(await after(50_000)).toBe('discovering');
    expect(await after(20_000)).toBe('finished');
  });
});
