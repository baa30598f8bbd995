import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { newId } from '../../src/core/ids.ts';
import type { RootSetting } from '../../src/domain/root.ts';
import { createIngestWorker } from '../../src/ingest/ingest-worker.ts';
import { WatchedRoots } from '../../src/watch/watched-roots.ts';
import type { OpenCatalog } from '../support/catalogs.ts';
import { tempDir } from '../support/temp-dir.ts';

export interface Living {
  readonly catalog: Catalog;
  readonly base: string;
  readonly root: string;
  /** Watches from now on; gives back the function that ends it. */
  watch(roots?: readonly RootSetting[]): Promise<() => Promise<void>>;
  locations(): Promise<Array<{ path: string; state: string; asset_id: number }>>;
  jobs(): Promise<number>;
}

/** A library with a worker, and an empty folder that can be watched as a root. */
export async function setUp(open: OpenCatalog): Promise<Living> {
  const catalog = await open();
  const base = tempDir('living');
  const dataDir = join(base, 'data');
  const root = join(base, 'photos');
  mkdirSync(root);
  const settings = { concurrency: 4, maxFileBytes: 1e9, maxPixels: 1e8, decodeTimeoutSeconds: 30, maxAttempts: 3 };
  const worker = createIngestWorker({ catalog, store: new LocalStore(dataDir), dataDir, owner: newId(), settings, logger: silentLogger, clock: Date.now });
  worker.start();
  onTestFinished(async () => void (await worker.drain(10_000)));
  const watch = async (roots: readonly RootSetting[] = [{ path: root, mode: 'reference', watch: true }]) => {
    const options = {
      catalog,
      dataDir,
      inbox: join(base, 'inbox'),
      owner: newId(),
      roots,
      settleMs: 200,
      rescanSeconds: 3600,
      logger: silentLogger,
      clock: Date.now,
    };
    const watched = new WatchedRoots(options);
    let turn = watched.turn();
    const timer = setInterval(() => {
      turn = turn.then(() => watched.turn());
    }, 100);
    const stop = async () => {
      clearInterval(timer);
      await turn;
      await watched.stop();
    };
    onTestFinished(stop);
    return stop;
  };
  const locations = () => catalog.read.selectFrom('location').select(['path', 'state', 'asset_id']).where('kind', '=', 'referenced').orderBy('path').execute();
  const jobs = async () => (await catalog.read.selectFrom('job').select('id').where('lane', '<>', 'describe').execute()).length;
  return { catalog, base, root, watch, locations, jobs };
}

const PIXELS = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#663399' } })
  .png()
  .toBuffer();
/** What follows the end of a PNG is ignored: the same pixels, another content. */
export function picture(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.concat([PIXELS, Buffer.from(content)]));
}
