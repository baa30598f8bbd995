import { expect, test } from 'vitest';
import { forEachEngine } from './catalogs.ts';

forEachEngine('a fresh catalog', (open, { engine, newPlace }) => {
  test('is migrated and empty', async () => {
    const catalog = await open();
    expect(catalog.engine).toBe(engine);
    expect(await catalog.read.selectFrom('asset').selectAll().execute()).toEqual([]);
  });

  test('is shared by all who open one place, and by nobody else', async () => {
    const place = await newPlace();
    const [first, second, other] = [await open(place), await open(place), await open()];
    await first.write(async (tx) => tx.insertInto('setting').values({ key: 'a', value_json: '1', updated_at: 0 }).execute());
    expect(await second.read.selectFrom('setting').select('key').where('key', '=', 'a').execute()).toEqual([{ key: 'a' }]);
    expect(await other.read.selectFrom('setting').select('key').where('key', '=', 'a').execute()).toEqual([]);
  });
});
