import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlobStore } from '../../src/blobs/blob-store.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { newId } from '../../src/core/ids.ts';
import { createIngestWorker } from '../../src/ingest/ingest-worker.ts';
import { offerFiles, openSession, sealSession } from '../../src/ingest/sessions.ts';
import { waitFor } from './wait-for.ts';

export interface FileToTakeIn {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Takes files in through the real worker, as one upload session. Returns the asset id of each, in order. */
export async function takeIn(catalog: Catalog, store: BlobStore, dataDir: string, files: readonly FileToTakeIn[]): Promise<number[]> {
  const now = Date.now();
  const session = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, now);
  const folder = join(dataDir, 'tmp/uploads', session.id);
  mkdirSync(folder, { recursive: true });
  const offered = files.map(({ name, bytes }, i) => {
    const path = join(folder, String(i));
    writeFileSync(path, bytes);
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    return { path, name, offerKey: `${session.id}:${i}` };
  });
  await offerFiles(catalog, session.id, offered, 'move', 'upload', now);
  await sealSession(catalog, session.id, now);
  const settings = { concurrency: 3, maxFileBytes: 1e9, maxPixels: 1e8, decodeTimeoutSeconds: 30, maxAttempts: 3 };
  const worker = createIngestWorker({ catalog, store, dataDir, owner: newId(), settings, logger: silentLogger, clock: Date.now });
  worker.start();
  try {
    await waitFor('the session to rest', async () => {
      const row = await catalog.read.selectFrom('ingest_session').select('state').where('id', '=', session.id).executeTakeFirst();
      return row?.state === 'finished';
    });
  } finally {
    await worker.drain(10_000);
  }
  const jobs = await catalog.read
    .selectFrom('job')
    .select('asset_id')
    .where('session_id', '=', session.id)
    .where('lane', '=', 'ingest')
    .orderBy('id')
    .execute();
  return jobs.map((job) => job.asset_id ?? Number.NaN);
}
