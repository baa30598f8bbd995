import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { Upload } from 'tus-js-client';
import { expect, test } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { hashFile } from '../../src/media/hashing.ts';
import { listen, testServer } from '../support/server.ts';
import { tempDir } from '../support/temp-dir.ts';
import { cuttingProxy } from './cutting-proxy.ts';
import { finished, outcomes, startWorker } from './library.ts';

const MB = 1_000_000;

test('a client from npm uploads 300 MB over a connection that is cut three times: one asset with the right hash', { timeout: 120_000 }, async () => {
  const dataDir = tempDir('tus-client');
  const source = join(dataDir, 'wall.tif');
  const create = { width: 10_000, height: 10_000, channels: 3 as const, background: '#6688aa' };
  await sharp({ create, limitInputPixels: false }).tiff({ compression: 'none' }).toFile(source);
  const bytes = (await stat(source)).size;
  expect(bytes).toBeGreaterThan(300 * MB);
  const catalog = await openCatalog({ dataDir, logger: silentLogger });
  await migrate(catalog);
  const { app } = await testServer(catalog, { dataDir, uploadMaxBytes: 1000 * MB });
  const port = Number(new URL(await listen(app)).port);
  // Once in the first chunk, once at the border of two, once near the end.
  const proxy = await cuttingProxy(port, [30 * MB, 151 * MB, 290 * MB]);
  const offsets: number[] = [];
  const session = await new Promise<string>((resolve, reject) => {
    const upload = new Upload(createReadStream(source), {
      endpoint: `http://127.0.0.1:${proxy.port}/api/v1/ingest/tus`,
      chunkSize: 50 * MB,
      retryDelays: [0, 100, 300, 1000],
      metadata: { filename: 'wall.tif', filetype: 'image/tiff' },
      onAfterResponse: (request, response) => {
        if (request.getMethod() === 'HEAD') offsets.push(Number(response.getHeader('Upload-Offset')));
      },
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('Magpie-Session') ?? ''),
      onError: reject,
    });
    upload.start();
  });
  expect(proxy.cuts()).toBe(3);
  // It went on each time where it was, not from the beginning.
  expect(offsets.length).toBeGreaterThanOrEqual(3);
  expect(offsets[0]).toBeGreaterThan(10 * MB);
  expect(offsets.at(-1)).toBeGreaterThan(200 * MB);
  startWorker(catalog, dataDir);
  expect(await finished(catalog, session, 60_000)).toMatchObject({ discovered: 1, ingested: 1 });
  expect(await outcomes(catalog, session)).toEqual([['wall.tif', 'ingested', null]]);
  const assets = await catalog.read.selectFrom('asset').selectAll().execute();
  const { sha256 } = await hashFile(source);
  expect(assets.map((asset) => [asset.bytes, asset.sha256.equals(sha256), asset.width])).toEqual([[bytes, true, 10_000]]);
  const [stored] = await catalog.read.selectFrom('location').select('path').where('kind', '=', 'stored').execute();
  expect((await new LocalStore(dataDir).hash(stored!.path)).equals(sha256)).toBe(true);
  await app.close();
});
