import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { originalKey, previewKey, thumbnailKey } from '../../src/blobs/keys.ts';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { refreshText } from '../../src/catalog/asset-text.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Logger } from '../../src/core/logger.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createServer } from '../../src/server/create-server.ts';
import type { Api, ServerSettings } from '../../src/server/deps.ts';
import { tempDir } from './temp-dir.ts';

export interface TestServer {
  readonly app: Api;
  readonly catalog: Catalog;
  readonly store: LocalStore;
  readonly dataDir: string;
  /** Move it to move the time of the server. */
  readonly time: { now: number };
}

/** The real HTTP server over a real catalog and store in a temporary folder; not listening. */
export async function testServer(catalog: Catalog, settings: Partial<ServerSettings> = {}, logger: Logger = silentLogger): Promise<TestServer> {
  const dataDir = tempDir('server');
  const store = new LocalStore(dataDir);
  const time = { now: Date.now() };
  const config = {
    version: '0.0.0',
    host: '127.0.0.1',
    port: 7800,
    dataDir,
    inbox: `${dataDir}/inbox`,
    roots: [],
    trashKeepDays: 30,
    uploadMaxBytes: 1_000_000,
    uploadMaxFiles: 20,
    ...settings,
  };
  const app = await createServer({ catalog, store, config, logger, clock: () => time.now, owner: 'test', metrics: new Registry() });
  return { app, catalog, store, dataDir, time };
}

/** Starts listening on a free port; gives the address without a slash at its end. */
export async function listen(app: Api): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

export interface NewAsset {
  readonly name?: string;
  readonly sortAt?: number;
  readonly width?: number;
  readonly height?: number;
  readonly sessionId?: string;
  readonly bytes?: Buffer;
}

/** Rows as ingest would write them, with a line in the change feed; returns the ids in order. */
export async function addAssets(catalog: Catalog, wanted: readonly NewAsset[] | number): Promise<number[]> {
  const assets = typeof wanted === 'number' ? Array.from({ length: wanted }, (): NewAsset => ({})) : wanted;
  return catalog.write(async (tx) => {
    const ids: number[] = [];
    for (const asset of assets) {
      const bytes = asset.bytes ?? randomBytes(16);
      const row = {
        sha256: createHash('sha256').update(bytes).digest(),
        md5: createHash('md5').update(bytes).digest(),
        format: 'jpg' as const,
        bytes: bytes.length,
        width: asset.width ?? 400,
        height: asset.height ?? 300,
        orientation: 1,
        frames: 1,
        has_alpha: 0,
        phash: Buffer.alloc(8),
        fine_hash: Buffer.alloc(32),
        thumbhash: Buffer.from([1, 2, 3]),
        colors_json: '[{"hex":"#336699","share":0.5}]',
        preview_ext: 'jpg',
        name: asset.name ?? 'photo.jpg',
        sort_at: asset.sortAt ?? 1_700_000_000_000,
        session_id: asset.sessionId ?? 'session',
        created_at: 1_700_000_000_000,
      };
      const { id } = await tx.insertInto('asset').values(row).returning('id').executeTakeFirstOrThrow();
      await refreshText(tx, id);
      await tx.insertInto('change').values({ kind: 'asset-added', asset_id: id, at: Date.now() }).execute();
      ids.push(id);
    }
    return ids;
  });
}

/** One asset with its original, preview and thumbnail in the store. */
export async function addStoredAsset({ catalog, store }: TestServer, bytes: Buffer, name = 'photo.jpg'): Promise<number> {
  const [id] = await addAssets(catalog, [{ bytes, name }]);
  const sha256 = createHash('sha256').update(bytes).digest();
  await store.put(originalKey(sha256, 'jpg'), bytes, 'durable');
  await store.put(previewKey(sha256, 'jpg'), Buffer.from('preview'), 'rederivable');
  await store.put(thumbnailKey(sha256), Buffer.from('thumbnail'), 'rederivable');
  const location = {
    asset_id: id!,
    kind: 'stored' as const,
    path: originalKey(sha256, 'jpg'),
    name,
    bytes: bytes.length,
    mtime_ms: 0,
    state: 'present' as const,
    session_id: 'session',
    created_at: 0,
  };
  await catalog.write((tx) => tx.insertInto('location').values(location).execute());
  return id!;
}
