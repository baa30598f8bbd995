import { execFileSync } from 'node:child_process';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { LocalStore } from '../blobs/local-store.ts';
import { forgetDescribed } from '../catalog/describe-queries.ts';
import { tagsOf } from '../catalog/tag-queries.ts';
import { newId } from '../core/ids.ts';
import { silentLogger } from '../core/logger.ts';
import { forEachEngine } from '../../test/support/catalogs.ts';
import { takeIn } from '../../test/support/take-in.ts';
import { tempDir } from '../../test/support/temp-dir.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { createDescribeWorker } from './describe-worker.ts';
import { Backfill } from './backfill.ts';
import { editAsset } from './edit-asset.ts';
import { editTags } from './edit-tags.ts';
import { revertEdit } from './revert-edit.ts';

const perl = hasPerl();
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag><rdf:li>Red</rdf:li><rdf:li>Blue</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`;

forEachEngine(`edits${perl ? '' : ' (skipped: no perl)'}`, (open) => {
  test.skipIf(!perl)('survive that the file is described anew by the back-fill, and can be taken back afterwards', { timeout: 60_000 }, async () => {
    const catalog = await open();
    const dataDir = tempDir('edits');
    const store = new LocalStore(dataDir);
    const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#246' } })
      .jpeg()
      .withXmp(XMP)
      .toBuffer();
    const [id = 0] = await takeIn(catalog, store, dataDir, [{ name: 'a.jpg', bytes }]);
    const names = async () => {
      const { tags, denied } = await tagsOf(catalog.read, id);
      return { tags: tags.map(({ name }) => name), denied: denied.map(({ name }) => name) };
    };
    const asset = () => catalog.read.selectFrom('asset').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const describe = async (): Promise<void> => {
      await catalog.write((tx) => forgetDescribed(tx, 0, 100));
      await new Backfill(catalog).step(Date.now());
      const worker = createDescribeWorker({
        catalog,
        store,
        dataDir,
        stacks: { raw: false, live: false, bursts: false },
        limits: { maxPixels: 1e8, timeoutSeconds: 30 },
        owner: newId(),
        logger: silentLogger,
        clock: Date.now,
      });
      worker.start();
      await waitFor(
        'the lane to be empty',
        async () => (await catalog.read.selectFrom('job').select('id').where('state', '<>', 'done').execute()).length === 0,
      );
      await worker.drain(10_000);
      expect((await asset()).described).toBeGreaterThan(0);
    };
    await describe();
    expect(await names()).toEqual({ tags: ['blue', 'red'], denied: [] });

    const by = { actor: 'test', now: Date.now(), writeSidecar: false };
    const batch = await editTags(catalog, id, { add: ['mine'], remove: ['red'] }, by);
    await editAsset(catalog, id, { title: 'Mine', rating: 5, favourite: true, contentRating: 'sensitive' }, by);
    const edited = await names();
    expect(edited).toEqual({ tags: ['blue', 'mine'], denied: ['red'] });
    await describe();
    expect(await names()).toEqual(edited);
    expect(await asset()).toMatchObject({ title: 'Mine', rating: 5, favourite: 1, content_rating: 1, content_rating_origin: 'human' });
    await revertEdit(catalog, batch!, { ...by, now: Date.now() });
    expect(await names()).toEqual({ tags: ['blue', 'red'], denied: [] });
  });
});

function hasPerl(): boolean {
  try {
    execFileSync('perl', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('Skipped: perl is not installed, so exiftool cannot run');
    return false;
  }
}
