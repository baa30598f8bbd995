import { expect, test } from 'vitest';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { addAssets } from '../../../test/support/server.ts';
import { Geometry } from './geometry.ts';

forEachEngine('geometry', (open) => {
  test('is made once for all who ask at once, and again at most once a second', async () => {
    const catalog = await open();
    let now = 1e12;
    const geometry = new Geometry(catalog, () => now);
    const [first] = await addAssets(catalog, [{}]);
    const asked = await Promise.all([geometry.current(), geometry.current(), geometry.current()]);
    expect(new Set(asked).size).toBe(1);
    const [second] = await addAssets(catalog, [{}]);
    expect(await geometry.current()).toBe(asked[0]);
    now += 1_000;
    const joined = await Promise.all([geometry.current(), geometry.current()]);
    expect(joined[0]).toBe(joined[1]);
    expect(JSON.parse(String(joined[0]!.json))).toMatchObject({ ids: [second, first] });
    now += 1_000;
    expect(await geometry.current()).toBe(joined[0]);
  });

  test('of another catalog has another etag, though as many changes were made', async () => {
    const [one, other] = [await open(), await open()];
    await addAssets(one, [{ width: 400 }]);
    await addAssets(other, [{ width: 800 }]);
    const [a, b] = await Promise.all([one, other].map((catalog) => new Geometry(catalog, () => 1e12).current()));
    const versions = [a, b].map((answer) => (JSON.parse(answer!.json.toString()) as { version: number }).version);
    expect(versions[0]).toBe(versions[1]);
    expect(a!.etag).not.toBe(b!.etag);
  });
});
