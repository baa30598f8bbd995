import { existsSync, readdirSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import type { IngestPayload, Lane, LeasedJob } from '../../src/domain/job.ts';
import { fetchUrl, type ImportDeps } from '../../src/ingest/import/fetch-url.ts';
import { DEFAULT_IMPORT_SETTINGS } from '../../src/ingest/import/import-settings.ts';
import { offerReceived } from '../../src/ingest/import/offer-received.ts';
import { receivedFolder } from '../../src/ingest/import/received-folder.ts';
import { unpack } from '../../src/ingest/import/unpack.ts';
import { openUrlSession } from '../../src/ingest/import/url-session.ts';
import { openSession } from '../../src/ingest/sessions.ts';
import { recoverExpired } from '../../src/jobs/recovery.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { zip } from '../support/zip.ts';
import { localWeb } from './local-web.ts';

const IMPORTS = { ...DEFAULT_IMPORT_SETTINGS, allowPrivateAddresses: true, allowOtherPorts: true };
const never = new AbortController().signal;

async function claim(catalog: Catalog, lane: Lane, owner: string): Promise<LeasedJob> {
  const now = Date.now();
  const [job] = await catalog.write((tx) => claimJobs(tx, catalog.engine, { lane, owner, limit: 1, solo: false, now, leaseUntil: now + 30_000 }));
  return job!;
}

/** As when the laptop slept: the lease ran out, and the job is there for somebody else. */
async function expire(catalog: Catalog): Promise<void> {
  await catalog.write((tx) => tx.updateTable('job').set({ lease_until: 1 }).where('state', '=', 'running').execute());
  await recoverExpired(catalog, Date.now());
}

const pathsIn = async (catalog: Catalog, lane: Lane): Promise<string[]> => {
  const rows = await catalog.read.selectFrom('job').select('payload_json').where('lane', '=', lane).orderBy('id').execute();
  return rows.map((row) => (JSON.parse(row.payload_json) as IngestPayload).path);
};

forEachEngine('an attempt that lost its lease and ends late', (open) => {
  const deps = (catalog: Catalog, dataDir: string): ImportDeps => ({
    catalog,
    dataDir,
    settings: { maxFileBytes: 1e9, maxAttempts: 3 },
    imports: IMPORTS,
    logger: silentLogger,
    clock: () => Date.now(),
  });

  test('leaves the download of the next one alone, and its own is swept', async () => {
    const catalog = await open();
    const dataDir = tempDir('late');
    const bytes = await picture(7300, { width: 64, height: 48 });
    const held: ServerResponse[] = [];
    const web = await localWeb((_request, response) => {
      if (held.length >= 2) return response.end(bytes);
      held.push(response);
      response.writeHead(200).write(bytes.subarray(0, 200));
    });
    const id = (await openUrlSession(catalog, [`http://127.0.0.1:${web.port}/a.jpg`], { allowOtherPorts: true, actor: 'test' }, Date.now())).id;
    const folder = join(dataDir, 'tmp', 'uploads', id);
    const attempts: Array<Promise<unknown>> = [];
    for (const owner of ['one', 'two']) {
      const job = await claim(catalog, 'fetch', owner);
      attempts.push(fetchUrl(deps(catalog, dataDir), job, never).catch((error: { code: string }) => error.code));
      await waitFor('its file', () => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(`-${job.token}`)));
      await expire(catalog);
    }
    const left = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
    await fetchUrl(deps(catalog, dataDir), await claim(catalog, 'fetch', 'three'), never);
    const [path] = await pathsIn(catalog, 'ingest');
    expect(await readFile(path!)).toEqual(bytes);
    expect(left).toHaveLength(1);
    for (const response of held) response.destroy();
    expect(await Promise.all(attempts)).toEqual(['lease-lost', 'lease-lost']);
    expect(await readFile(path!)).toEqual(bytes);
    expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([path]);
  });

  test('leaves the files unpacked by the next one alone', async () => {
    const catalog = await open();
    const dataDir = tempDir('late');
    const archive = zip(await Promise.all([1, 2].map(async (n) => ({ name: `${n}.jpg`, bytes: await picture(7310 + n, { width: 64, height: 48 }) }))));
    const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, Date.now());
    const folder = await receivedFolder(dataDir, id);
    const path = join(folder, 'archive');
    await writeFile(path, archive);
    await catalog.write((tx) => offerReceived(tx, id, { path, name: 'a.zip', offerKey: 'upload:a', archive: true }, Date.now()));
    const late = await claim(catalog, 'unpack', 'one');
    await expire(catalog);
    await writeFile(join(folder, `zip-${late.id}-${late.token}-1`), 'left over by a killed attempt');
    await unpack(deps(catalog, dataDir), await claim(catalog, 'unpack', 'two'), never);
    const files = await pathsIn(catalog, 'ingest');
    expect(files).toHaveLength(2);
    expect(
      readdirSync(folder)
        .map((name) => join(folder, name))
        .sort(),
    ).toEqual([...files].sort());
    const before = files.map((file) => statSync(file, { bigint: true }).ctimeNs);
    // The late one had it open all the while.
    await writeFile(path, archive);
    await expect(unpack(deps(catalog, dataDir), late, never)).rejects.toMatchObject({ code: 'lease-lost' });
    expect(files.map((file) => statSync(file, { bigint: true }).ctimeNs)).toEqual(before);
  });
});
