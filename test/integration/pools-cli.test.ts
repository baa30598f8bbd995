import { expect, test } from 'vitest';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { runMagpie } from '../support/run-magpie.ts';
import { addAssets } from '../support/server.ts';
import { tempDir } from '../support/temp-dir.ts';

test('magpie pools: made, filled, shown, emptied, deleted and had back', async () => {
  const data = tempDir('pools-cli');
  const catalog = await openCatalog({ dataDir: data, logger: silentLogger });
  await migrate(catalog);
  const [a, b, c] = (await addAssets(catalog, [{ name: 'a.jpg' }, { name: 'b.jpg' }, { name: 'c.jpg' }])) as [number, number, number];
  await catalog.close();
  const pools = async (...args: string[]) => {
    const { json } = await runMagpie(['pools', ...args, '--data', data, '--json']);
    return json();
  };
  expect(await pools('list')).toEqual({ items: [], total: 0 });
  const { id } = await pools('create', 'Summer trip', '--kind', 'collection');
  expect(await pools('create', 'summer_trip')).toMatchObject({ error: { code: 'pool-name-taken' } });
  expect(await pools('add', 'SUMMER TRIP', String(a), String(b))).toEqual({ added: [a, b], count: 2 });
  expect(await pools('add', String(id), String(c), '--at', '1')).toEqual({ added: [c], count: 3 });
  expect(await pools('remove', String(id), String(a), '999')).toEqual({ removed: [a], count: 2 });
  expect(await pools('show', String(id))).toEqual({
    id,
    name: 'Summer trip',
    kind: 'collection',
    count: 2,
    description: '',
    assets: [
      { id: c, name: 'c.jpg' },
      { id: b, name: 'b.jpg' },
    ],
  });
  expect(await pools('add', String(id), 'x')).toMatchObject({ error: { code: 'invalid-input' } });
  expect(await pools('show', 'nobody')).toMatchObject({ error: { code: 'pool-not-found' } });
  await pools('delete', String(id));
  expect(await pools('list')).toMatchObject({ total: 0 });
  await pools('restore', String(id));
  expect(await pools('list', 'trip')).toMatchObject({ total: 1, items: [{ id, count: 2 }] });
}, 120_000);
