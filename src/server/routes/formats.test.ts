import { expect, test } from 'vitest';
import { PICTURE_FORMATS } from '../../domain/format.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { picture } from '../../../test/support/pictures.ts';
import { rawFile } from '../../../test/support/raw.ts';
import { testServer } from '../../../test/support/server.ts';
import { takeIn } from '../../../test/support/take-in.ts';

forEachEngine('formats', (open) => {
  test('every format is listed with what reads it here, or the command that enables it', async () => {
    const { app } = await testServer(await open());
    const { items } = (await app.inject('/api/v1/formats')).json<{
      items: Array<{ format: string; works: boolean; by: string | null; enable: string | null }>;
    }>();
    expect(items.map(({ format }) => format)).toEqual(PICTURE_FORMATS);
    for (const { works, by, enable } of items) expect(works ? by : enable).toMatch(works ? /./ : /^sudo apt install /);
    expect(items[0]).toMatchObject({
      format: 'jpg',
      title: 'JPEG',
      kind: 'image',
      mime: 'image/jpeg',
      works: true,
      by: expect.stringContaining('libvips'),
      enable: null,
    });
    await app.close();
  });

  test('what a file is called is not believed, and its asset says so; a drawing is served so that nothing in it runs', async () => {
    const { app, catalog, store, dataDir } = await testServer(await open());
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="9" height="9" fill="#f00"/></svg>');
    const [lying, drawing, raw] = await takeIn(catalog, store, dataDir, [
      { name: 'IMG_1.nef', bytes: await picture(1, { width: 40, height: 30 }) },
      { name: 'sign.svg', bytes: svg },
      // its directory lies at its end, behind what is read first
      { name: 'a.tif', bytes: rawFile({ width: 200, height: 100, colour: () => [0.5, 0.5, 0.5] }) },
    ]);
    const asset = async (id: number | undefined) => (await app.inject(`/api/v1/assets/${id}`)).json<object>();
    expect(await asset(lying)).toMatchObject({ format: 'jpg', kind: 'image', note: 'It is called .nef, but by its bytes it is JPEG and was stored as .jpg.' });
    expect(await asset(drawing)).toMatchObject({ format: 'svg', width: 20, height: 10, hasAlpha: true, note: null });
    expect(await asset(raw)).toMatchObject({ format: 'dng', kind: 'raw', width: 200, height: 100, note: expect.stringContaining('stored as .dng') });
    const original = await app.inject(`/api/v1/assets/${drawing}/original`);
    expect(original.body).toBe(svg.toString());
    expect(original.headers['content-type']).toContain('image/svg+xml');
    expect(original.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
    await app.close();
  });
});
