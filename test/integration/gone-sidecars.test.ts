import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { metadataOf, putMetadata, refreshFacts } from '../../src/catalog/metadata-queries.ts';
import { listRoots } from '../../src/catalog/root-queries.ts';
import { newId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { mergeFacts } from '../../src/domain/merge-facts.ts';
import type { StorageMode } from '../../src/domain/session.ts';
import { openSession } from '../../src/ingest/sessions.ts';
import { forgetGoneSidecars } from '../../src/roots/gone-sidecars.ts';
import { continueMove, moveRoot } from '../../src/roots/move-root.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { waitFor } from '../support/wait-for.ts';
import { setUp } from './living-root.ts';

const LONG = 120_000;
const ONLINE = { timeoutMs: 30_000 };
const xmp = (rating: number, title: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmp:Rating="${rating}"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${title}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>`;

/** A picture that says by itself who made it, and what it shows. */
const picture = (path: string, shade: number) =>
  sharp({ create: { width: 16, height: 12, channels: 3, background: { r: shade, g: 99, b: 9 } } })
    .jpeg()
    .withExif({ IFD0: { ImageDescription: 'of the camera', Copyright: 'Ann' } })
    .toFile(path);

/** By name: rating, title, and who is believed about them. */
async function factsOf(catalog: Catalog, name: string) {
  const asset = await catalog.read.selectFrom('asset').selectAll().where('name', '=', name).executeTakeFirst();
  if (asset === undefined) return undefined;
  const said = await metadataOf(catalog.read, asset.id);
  const { provenance } = mergeFacts(said);
  const sidecars = said.filter(({ origin }) => origin === 'sidecar').map(({ path }) => path);
  return { id: asset.id, rating: asset.rating, title: asset.title, copyright: asset.copyright, provenance, sidecars };
}

const rated = (catalog: Catalog, name: string, rating: number | null) =>
  waitFor(`${name} to have the rating ${rating}`, async () => (await factsOf(catalog, name))?.rating === rating, { timeoutMs: 20_000 });

forEachEngine('a sidecar that is not there any more', (open) => {
  test(
    'deleted while its folder is watched: who is trusted next shows again',
    async () => {
      const { catalog, root, watch } = await setUp(open);
      await picture(join(root, 'a.jpg'), 10);
      await picture(join(root, 'b.jpg'), 20);
      writeFileSync(join(root, 'a.jpg.xmp'), xmp(4, 'Of the sidecar'));
      writeFileSync(join(root, 'b.xmp'), xmp(3, 'B'));
      const stop = await watch();
      await rated(catalog, 'a.jpg', 4);
      await rated(catalog, 'b.jpg', 3);
      const { id, provenance } = (await factsOf(catalog, 'a.jpg'))!;
      expect(provenance).toMatchObject({ rating: 'sidecar', title: 'sidecar', copyright: 'embedded' });
      await catalog.write(async (tx) => {
        await putMetadata(tx, id, { origin: 'human', now: 1 }, { facts: { copyright: 'Bob' }, raw: null });
        await refreshFacts(tx, id, 1);
      });
      rmSync(join(root, 'a.jpg.xmp'));
      await rated(catalog, 'a.jpg', null);
      expect(await factsOf(catalog, 'a.jpg')).toMatchObject({ title: null, copyright: 'Bob', sidecars: [], provenance: { copyright: 'human' } });
      expect((await factsOf(catalog, 'a.jpg'))!.provenance).not.toHaveProperty('rating');
      expect(await factsOf(catalog, 'b.jpg')).toMatchObject({ rating: 3, title: 'B' });
      // It comes back, and is deleted while nobody watches.
      writeFileSync(join(root, 'a.jpg.xmp'), xmp(5, 'Again'));
      await rated(catalog, 'a.jpg', 5);
      await stop();
      rmSync(join(root, 'a.jpg.xmp'));
      await watch();
      await rated(catalog, 'a.jpg', null);
      expect(await factsOf(catalog, 'b.jpg')).toMatchObject({ rating: 3, sidecars: [join(root, 'b.xmp')] });
    },
    LONG,
  );

  test(
    'renamed or moved with its picture, in any order: nothing is lost, and one of it is left',
    async () => {
      const { catalog, root, watch } = await setUp(open);
      mkdirSync(join(root, 'trip'));
      for (const [n, name] of ['one.jpg', 'two.jpg', 'three.jpg'].entries()) {
        await picture(join(root, 'trip', name), 30 + n * 20);
        writeFileSync(join(root, 'trip', `${name}.xmp`), xmp(n + 1, name));
      }
      await watch();
      for (const [n, name] of ['one.jpg', 'two.jpg', 'three.jpg'].entries()) await rated(catalog, name, n + 1);
      // The whole folder; then one form of name becomes the other; then the sidecar goes ahead of its picture.
      renameSync(join(root, 'trip'), join(root, 'summer'));
      const ends = (name: string, path: string) =>
        waitFor(`the sidecar of ${name} at ${path}`, async () => (await factsOf(catalog, name))?.sidecars.join() === join(root, path), { timeoutMs: 20_000 });
      await ends('one.jpg', 'summer/one.jpg.xmp');
      await ends('two.jpg', 'summer/two.jpg.xmp');
      renameSync(join(root, 'summer/one.jpg.xmp'), join(root, 'summer/one.xmp'));
      await ends('one.jpg', 'summer/one.xmp');
      mkdirSync(join(root, 'best'));
      renameSync(join(root, 'summer/two.jpg.xmp'), join(root, 'best/two.jpg.xmp'));
      await waitFor(
        'the sidecar to be read where nothing is yet',
        async () => (await catalog.read.selectFrom('sidecar').select('path').where('place', '=', join(root, 'best')).execute()).length === 1,
      );
      renameSync(join(root, 'summer/two.jpg'), join(root, 'best/two.jpg'));
      await ends('two.jpg', 'best/two.jpg.xmp');
      // A picture that goes on without its sidecar, which is deleted then.
      renameSync(join(root, 'summer/three.jpg'), join(root, 'best/three.jpg'));
      await waitFor(
        'three to be at its new place',
        async () => (await catalog.read.selectFrom('location').select('id').where('path', '=', join(root, 'best/three.jpg')).execute()).length === 1,
      );
      expect(await factsOf(catalog, 'three.jpg')).toMatchObject({ rating: 3 });
      rmSync(join(root, 'summer/three.jpg.xmp'));
      await rated(catalog, 'three.jpg', null);
      expect([await factsOf(catalog, 'one.jpg'), await factsOf(catalog, 'two.jpg')]).toMatchObject([
        { rating: 1, title: 'one.jpg' },
        { rating: 2, title: 'two.jpg' },
      ]);
    },
    LONG,
  );

  test(
    'its disk is away: nothing is forgotten, whoever looks; its root lies elsewhere: it goes along',
    async () => {
      const { catalog, base, root, watch } = await setUp(open);
      await picture(join(root, 'a.jpg'), 50);
      writeFileSync(join(root, 'a.jpg.xmp'), xmp(2, 'Kept'));
      let stop = await watch();
      await rated(catalog, 'a.jpg', 2);
      await stop();
      const forget = () => forgetGoneSidecars({ catalog, clock: Date.now, signal: new AbortController().signal }, [root, join(root, 'a.jpg.xmp')]);
      // As if it were not mounted; and with another disk of the same look in its place.
      renameSync(root, join(base, 'disk'));
      expect(await forget()).toBe(0);
      mkdirSync(root);
      expect(await forget()).toBe(0);
      await picture(join(root, 'a.jpg'), 50);
      expect(await forget()).toBe(0);
      stop = await watch();
      await waitFor('it to be offline', async () => (await listRoots(catalog.read))[0]?.state === 'offline', ONLINE);
      expect(await forget()).toBe(0);
      rmSync(root, { recursive: true });
      renameSync(join(base, 'disk'), root);
      await waitFor('it to be online', async () => (await listRoots(catalog.read))[0]?.state === 'online', ONLINE);
      await stop();
      // Taken away in the middle of being watched.
      stop = await watch();
      await waitFor('the scan', async () => (await listRoots(catalog.read))[0]?.state === 'online');
      renameSync(root, join(base, 'disk'));
      await waitFor('it to be offline', async () => (await listRoots(catalog.read))[0]?.state === 'offline', ONLINE);
      await stop();
      expect(await factsOf(catalog, 'a.jpg')).toMatchObject({ rating: 2, title: 'Kept', sidecars: [join(root, 'a.jpg.xmp')] });
      renameSync(join(base, 'disk'), join(base, 'elsewhere'));
      const deps = { catalog, logger: silentLogger, clock: Date.now };
      const [row] = await listRoots(catalog.read);
      await moveRoot(deps, row!.id, join(base, 'elsewhere'), { actor: 'cli' });
      expect(await continueMove(deps, row!.id, newId())).toBe(true);
      expect(await factsOf(catalog, 'a.jpg')).toMatchObject({ rating: 2, sidecars: [join(base, 'elsewhere/a.jpg.xmp')] });
      expect(await catalog.read.selectFrom('sidecar').select(['path', 'place']).execute()).toEqual([
        { path: join(base, 'elsewhere/a.jpg.xmp'), place: join(base, 'elsewhere') },
      ]);
    },
    LONG,
  );

  test(
    'found by a scan: deleted beside its picture, and not where the whole card was emptied',
    async () => {
      const { catalog, base } = await setUp(open);
      const card = join(base, 'card');
      mkdirSync(join(card, 'dcim'), { recursive: true });
      for (const [n, name] of ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].entries()) await picture(join(card, 'dcim', name), 60 + n * 20);
      writeFileSync(join(card, 'dcim/a.jpg.xmp'), xmp(4, 'A'));
      writeFileSync(join(card, 'dcim/b.jpg.txt'), 'red, green');
      writeFileSync(join(card, 'dcim/scores.json'), JSON.stringify({ 'c.jpg': 5, 'd.jpg': 3 }));
      await scan(catalog, card, 'copy');
      expect(await Promise.all(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].map(async (name) => (await factsOf(catalog, name))?.rating))).toEqual([4, null, 5, 3]);
      // One deleted, one taken out of a file about several.
      rmSync(join(card, 'dcim/a.jpg.xmp'));
      writeFileSync(join(card, 'dcim/scores.json'), JSON.stringify({ 'c.jpg': 5 }));
      await scan(catalog, card, 'copy');
      await rated(catalog, 'd.jpg', null);
      expect(await factsOf(catalog, 'a.jpg')).toMatchObject({ rating: null, title: null, sidecars: [] });
      expect(await factsOf(catalog, 'c.jpg')).toMatchObject({ rating: 5 });
      // The card is emptied, or not even there: it is no root, so nobody can tell.
      rmSync(join(card, 'dcim'), { recursive: true });
      await scan(catalog, card, 'copy');
      expect(await factsOf(catalog, 'c.jpg')).toMatchObject({ rating: 5 });
      expect((await factsOf(catalog, 'b.jpg'))!.sidecars).toEqual([join(card, 'dcim/b.jpg.txt')]);
      const keywords = await catalog.read.selectFrom('asset').select('keywords_json').where('name', '=', 'b.jpg').executeTakeFirst();
      expect(keywords).toEqual({ keywords_json: '["red","green"]' });
    },
    LONG,
  );
});

async function scan(catalog: Catalog, folder: string, mode: StorageMode): Promise<void> {
  const { id } = await openSession(catalog, { source: 'scan', options: { paths: [folder], mode, recursive: true } }, Date.now());
  await waitFor('the scan to rest', async () => {
    const row = await catalog.read.selectFrom('ingest_session').select('state').where('id', '=', id).executeTakeFirst();
    return row?.state === 'finished';
  });
}
