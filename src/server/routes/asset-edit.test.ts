import { expect, test } from 'vitest';
import { metadataOf, putMetadata, refreshFacts } from '../../catalog/metadata-queries.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { addAssets, testServer } from '../../../test/support/server.ts';

forEachEngine('editing an asset', (open) => {
  test('a person is believed above all; taken back, the next origin is; the answer undoes the edit', async () => {
    const { app, catalog } = await testServer(await open());
    const [id = 0] = await addAssets(catalog, [{}]);
    const embedded = { facts: { title: 'From the file', rating: 2, takenAt: Date.UTC(2001, 1, 3), keywords: ['a'] }, raw: { XMP: {} } };
    await catalog.write(async (tx) => {
      await putMetadata(tx, id, { origin: 'embedded', now: 1 }, embedded);
      await refreshFacts(tx, id, 1);
    });
    const patch = async (payload: object) => {
      const answer = await app.inject({ method: 'PATCH', url: `/api/v1/assets/${id}`, payload });
      return { status: answer.statusCode, ...(answer.json() as { asset: Record<string, unknown>; previous: object }) };
    };
    const first = await patch({ title: 'Mine', rating: 5, keywords: ['x', 'y'], takenAt: '2019-07-21T14:03:59+02:00', latitude: 51.5, longitude: -0.1 });
    expect(first.status).toBe(200);
    expect(first.previous).toEqual({ title: null, rating: null, keywords: null, takenAt: null, latitude: null, longitude: null });
    expect(first.asset).toMatchObject({
      title: 'Mine',
      rating: 5,
      keywords: ['x', 'y'],
      takenAt: '2019-07-21T14:03:59+02:00',
      sortAt: '2019-07-21T12:03:59.000Z',
      place: { latitude: 51.5, longitude: -0.1 },
    });
    const second = await patch({ title: '', rating: 0, takenAt: '2020-01-02T03:04:05' });
    expect(second.previous).toEqual({ title: 'Mine', rating: 5, takenAt: '2019-07-21T14:03:59+02:00' });
    expect(second.asset).toMatchObject({ title: null, rating: null, takenAt: '2020-01-02T03:04:05' });
    const undone = await patch(second.previous);
    expect(undone.asset).toMatchObject({ title: 'Mine', rating: 5, takenAt: '2019-07-21T14:03:59+02:00' });
    // The file is read again: what the person said stays.
    await catalog.write(async (tx) => {
      await putMetadata(tx, id, { origin: 'embedded', now: 2 }, { ...embedded, facts: { ...embedded.facts, creator: 'Ann' } });
      await refreshFacts(tx, id, 2);
    });
    const { asset } = await patch(first.previous);
    expect(asset).toMatchObject({ title: 'From the file', rating: 2, keywords: ['a'], creator: 'Ann', place: null, takenAt: '2001-02-03T00:00:00' });
    expect((await metadataOf(catalog.read, id)).map(({ origin }) => origin)).toEqual(['embedded']);
    const history = (await app.inject(`/api/v1/audit?subject=${id}`)).json() as { items: Array<{ action: string }> };
    expect(history.items.map(({ action }) => action)).toEqual(['asset-edited', 'asset-edited', 'asset-edited', 'asset-edited']);
    const changes = await catalog.read.selectFrom('change').select('kind').where('asset_id', '=', id).execute();
    expect(changes.filter(({ kind }) => kind === 'asset-updated').length).toBe(7); // its keyword became a tag, too
    await app.close();
  });

  test.each([
    [{ rating: 6 }, 400],
    [{ latitude: 3 }, 400],
    [{ takenAt: 'yesterday' }, 400],
    [{ takenAt: '1970-01-01T00:00:00' }, 400],
    [{ name: 'x' }, 400],
    [{ keywords: [''] }, 400],
  ])('%j is refused', async (payload, status) => {
    const { app, catalog } = await testServer(await open());
    const [id] = await addAssets(catalog, [{}]);
    expect((await app.inject({ method: 'PATCH', url: `/api/v1/assets/${id}`, payload })).statusCode).toBe(status);
    expect((await app.inject({ method: 'PATCH', url: '/api/v1/assets/999999', payload: { rating: 1 } })).statusCode).toBe(404);
    await app.close();
  });
});
