import { expect, test } from 'vitest';
import { keepFromKeywords } from '../../src/catalog/keyword-claims.ts';
import { dropMetadata, putMetadata, refreshFacts } from '../../src/catalog/metadata-queries.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { tagsByName, tagsOf } from '../../src/catalog/tag-queries.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';

forEachEngine('keywords become tags', (open) => {
  test('each origin its own; they follow the sidecar; a person’s no stays', async () => {
    const catalog = await open();
    const [id] = (await addAssets(catalog, [{}])) as [number];
    const borne = async () =>
      (await tagsOf(catalog.read, id)).tags.map(
        ({ name, category, origins }) =>
          `${name} ${category} ${origins
            .map(({ origin }) => origin)
            .sort()
            .join('+')}`,
      );
    const put = (origin: 'embedded' | 'sidecar', keywords: string[], raw: Record<string, unknown> | null = null) =>
      catalog.write(async (tx) => {
        await putMetadata(tx, id, { origin, path: origin === 'sidecar' ? '/a.json' : '', now: 1 }, { facts: { keywords }, raw });
        await refreshFacts(tx, id, 1, true);
      });
    await put('embedded', ['Rome', 'hat']);
    await put('sidecar', ['hat', 'ann'], { JSON: { category: 'danbooru', rating: 'q', tag_string_artist: 'ann' } });
    expect(await borne()).toEqual(['ann artist sidecar', 'hat general embedded+sidecar', 'rome general embedded']);
    const hat = (await tagsByName(catalog.read, ['hat'])).get('hat')!;
    await catalog.write((tx) => writeClaims(tx, 'human', [{ assetId: id, statements: [{ tagId: hat.id, says: 'remove' }] }], 2));
    const told = async () => (await catalog.read.selectFrom('change').select('seq').where('asset_id', '=', id).execute()).length;
    const before = await told();
    await put('sidecar', ['hat', 'bob']);
    // an index in another process hears of it by the feed
    expect(await told()).toBeGreaterThan(before);
    expect(await borne()).toEqual(['bob general sidecar', 'rome general embedded']);
    await catalog.write(async (tx) => {
      await dropMetadata(tx, id, 'sidecar', '/a.json');
      await refreshFacts(tx, id, 3, true);
    });
    expect(await borne()).toEqual(['rome general embedded']);
    expect((await tagsByName(catalog.read, ['bob'])).get('bob')!.count).toBe(0);
    await keepFromKeywords(catalog, false, 4);
    await put('embedded', ['paris']);
    expect(await borne()).toEqual(['rome general embedded']);
  });
});
