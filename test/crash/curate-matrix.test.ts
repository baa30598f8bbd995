import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { originalKey, previewKey, thumbnailKey } from '../../src/blobs/keys.ts';
import { LocalStore } from '../../src/blobs/local-store.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { moveToTrash } from '../../src/curate/trash.ts';
import { type CatalogPlace, forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';
import { crashPoints } from './crash-points.ts';
import { runLife } from './run-life.ts';

forEachEngine('kill -9 while duplicates are moved and the trash is purged', (open, tools) => {
  let uninterrupted: unknown;
  const prepare = async (): Promise<CatalogPlace> => {
    const place = await tools.newPlace();
    const catalog = await open(place);
    await fill(catalog, place.dataDir);
    return place;
  };

  beforeAll(async () => {
    const place = await prepare();
    expect(await curate(place)).toBe('rested');
    uninterrupted = await stateOf(await open(place), place.dataDir);
  });

  test('the uninterrupted run kept one of each, purged what was in the trash and nothing else', () => {
    expect(uninterrupted).toMatchObject({
      photos: ['kept/a.jpg', 'kept/b.jpg', 'kept/only.jpg', 'trashed.jpg'].map((name) => expect.stringContaining(name)),
      trash: [],
      assets: ['a active', 'b active', 'only active'],
      deleted: ['trashed-0 0', 'trashed-1 0'],
    });
    expect((uninterrupted as { store: string[] }).store).toHaveLength(9);
  });

  const points = crashPoints('curate').flatMap((name) => [name, `${name}#3`]);
  expect(points.length).toBeGreaterThan(20);
  test.concurrent.for(points)('%s', { timeout: 90_000 }, async (crashAt) => {
    const place = await prepare();
    const first = await curate(place, crashAt);
    if (!crashAt.includes('#')) expect(first).toBe('SIGKILL');
    if (first === 'SIGKILL') expect(await curate(place)).toBe('rested');
    expect(await stateOf(await open(place), place.dataDir)).toEqual(uninterrupted);
  });
});

/** Contents a (3 files), b (2 files), only (1 file), all also in the store; two assets in the trash, one of them also referenced. */
async function fill(catalog: Catalog, dataDir: string): Promise<void> {
  const store = new LocalStore(dataDir);
  const places: Array<[string, 'referenced' | 'origin', string[]]> = [
    ['a', 'referenced', ['kept/a.jpg', 'again/a.jpg', 'again/deeper/a.jpg']],
    ['b', 'origin', ['kept/b.jpg', 'again/b.jpg']],
    ['only', 'origin', ['kept/only.jpg']],
    ['trashed-0', 'referenced', ['trashed.jpg']],
    ['trashed-1', 'origin', []],
  ];
  const ids = await addAssets(
    catalog,
    places.map(([name]) => ({ name, bytes: Buffer.from(name) })),
  );
  for (const [index, [name, kind, files]] of places.entries()) {
    const bytes = Buffer.from(name);
    const sha256 = createHash('sha256').update(bytes).digest();
    await store.put(originalKey(sha256, 'jpg'), bytes, 'durable');
    await store.put(previewKey(sha256, 'jpg'), Buffer.from('preview'), 'rederivable');
    await store.put(thumbnailKey(sha256), Buffer.from('thumbnail'), 'rederivable');
    const common = { asset_id: ids[index]!, name, bytes: bytes.length, state: 'present' as const, session_id: '', created_at: 0 };
    await catalog.write(async (tx) => {
      await tx
        .insertInto('location')
        .values({ ...common, kind: 'stored', path: originalKey(sha256, 'jpg'), mtime_ms: 0 })
        .execute();
    });
    for (const [age, file] of files.entries()) {
      const path = join(dataDir, 'photos', file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
      utimesSync(path, 1_600_000_000 + age, 1_600_000_000 + age);
      const row = { ...common, kind, path, mtime_ms: Math.trunc(statSync(path).mtimeMs) };
      await catalog.write(async (tx) => void (await tx.insertInto('location').values(row).execute()));
    }
  }
  await moveToTrash(catalog, ids.slice(3), Date.now());
}

async function stateOf(catalog: Catalog, dataDir: string): Promise<unknown> {
  const assets = await catalog.read.selectFrom('asset').select(['id', 'name', 'state']).execute();
  const nameOf = new Map(assets.map(({ id, name }) => [id, name]));
  const locations = await catalog.read.selectFrom('location').selectAll().execute();
  const deleted = await catalog.read.selectFrom('deleted_content').selectAll().execute();
  const files = await catalog.read.selectFrom('duplicate_file').select(['path', 'role', 'state']).execute();
  const jobs = await catalog.read.selectFrom('job').select(['lane', 'state']).execute();
  return {
    photos: filesBelow(join(dataDir, 'photos')),
    trash: filesBelow(join(dataDir, 'trash')),
    store: [...filesBelow(join(dataDir, 'originals')), ...filesBelow(join(dataDir, 'derived'))],
    assets: assets.map(({ name, state }) => `${name} ${state}`).sort(),
    locations: locations.map((row) => `${nameOf.get(row.asset_id)} ${row.kind} ${row.path.replace(dataDir, '')} ${row.state}`).sort(),
    deleted: deleted.map(({ name, purging }) => `${name} ${purging}`).sort(),
    report: files.map(({ path, role, state }) => `${path.replace(dataDir, '')} ${role} ${state}`).sort(),
    unfinishedJobs: jobs.filter(({ state }) => state !== 'done'),
    removed: (await catalog.read.selectFrom('change').select('kind').where('kind', '=', 'asset-removed').execute()).length,
  };
}

/** `path content time` of every file below a folder; nothing when there is none. */
function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const time = folder.endsWith('photos') ? Math.trunc(statSync(path).mtimeMs) : 0;
        return `${path.slice(folder.length + 1)} ${readFileSync(path, 'utf8').slice(0, 20)} ${time}`;
      })
      .sort();
  } catch {
    return [];
  }
}

function curate(place: CatalogPlace, crashAt?: string): Promise<string> {
  return runLife('curate-process.ts', place, { timeout: 60_000, crashAt });
}
