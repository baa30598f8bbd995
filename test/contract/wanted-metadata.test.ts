import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { countUndescribed, forgetDescribed } from '../../src/catalog/describe-queries.ts';
import { generationOf, metadataOf } from '../../src/catalog/metadata-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { newId } from '../../src/core/ids.ts';
import type { MetadataOptions } from '../../src/domain/session.ts';
import { createDescribeWorker } from '../../src/enrich/describe-worker.ts';
import { openSession } from '../../src/ingest/sessions.ts';
import { EXTRACTOR_VERSION } from '../../src/media/metadata/extractor-version.ts';
import { finished, startWorker } from '../import/library.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { pngWith, textChunk } from '../support/generation-files.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';

const XMP = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:lr="http://ns.adobe.com/lightroom/1.0/" xmp:Rating="4"><dc:subject><rdf:Bag><rdf:li>harbour</rdf:li></rdf:Bag></dc:subject><lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|harbour</rdf:li></rdf:Bag></lr:hierarchicalSubject></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
const photo = () =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: 30, g: 90, b: 160 } } })
    .jpeg()
    .withExif({ IFD0: { Make: 'Acme', Copyright: 'Ann' }, IFD2: { DateTimeOriginal: '2019:07:21 14:03:59' } })
    .withXmp(XMP)
    .toBuffer();
const generated = () => pngWith([textChunk('parameters', 'a red castle, fog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 64x64, Model: sdxl')]);

/** exiftool runs in perl; the lane rests without it. */
const perl = (() => {
  try {
    execFileSync('perl', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

forEachEngine('what a session wants to have read', (open, { newPlace }) => {
  async function library(metadata?: MetadataOptions) {
    const place = await newPlace();
    const catalog = await open(place);
    const folder = tempDir('wanted');
    writeFileSync(join(folder, 'photo.jpg'), await photo());
    writeFileSync(join(folder, 'made.png'), await generated());
    writeFileSync(join(folder, 'made.png.json'), JSON.stringify({ title: 'Castle', tags: ['stone', 'sky'], score: 3, favourite: true }));
    startWorker(catalog, place.dataDir);
    const options = { paths: [folder], mode: 'copy' as const, recursive: true, ...(metadata === undefined ? {} : { metadata }) };
    const { id } = await openSession(catalog, { source: 'scan', options }, Date.now());
    expect(await finished(catalog, id)).toMatchObject({ ingested: 2, skipped: 1 });
    return { catalog, store: new LocalStore(place.dataDir), dataDir: place.dataDir };
  }

  async function told(catalog: Catalog, name: string) {
    const row = await catalog.read.selectFrom('asset').selectAll().where('name', '=', name).executeTakeFirstOrThrow();
    const keywords = row.keywords_json === null ? null : (JSON.parse(row.keywords_json) as string[]);
    const stored = await metadataOf(catalog.read, row.id);
    const made = await generationOf(catalog.read, row.id);
    const { camera_make: make, copyright, taken_at: taken, rating, title } = row;
    return { make, copyright, taken, rating, title, keywords, stored: JSON.stringify(stored.map(({ facts, raw }) => [facts, raw])), made };
  }

  /** Reads all of it once more, as a newer extractor would. */
  async function describeAgain({ catalog, store, dataDir }: { catalog: Catalog; store: LocalStore; dataDir: string }): Promise<void> {
    await catalog.write((tx) => forgetDescribed(tx, 0, 100));
    const [stacks, limits] = [
      { raw: true, live: true, bursts: true },
      { maxPixels: 1e8, timeoutSeconds: 30 },
    ];
    const worker = createDescribeWorker({ catalog, store, dataDir, stacks, limits, owner: newId(), logger: silentLogger, clock: Date.now });
    worker.start();
    try {
      await waitFor('everything to be described', async () => (await countUndescribed(catalog.read, EXTRACTOR_VERSION)) === 0, { timeoutMs: 20_000 });
    } finally {
      await worker.drain(10_000);
    }
  }

  test('is everything unless said otherwise', async () => {
    const { catalog } = await library();
    expect(await told(catalog, 'photo.jpg')).toMatchObject({
      make: 'Acme',
      copyright: 'Ann',
      taken: Date.UTC(2019, 6, 21, 14, 3, 59),
      rating: 4,
      keywords: ['harbour'],
    });
    const made = await told(catalog, 'made.png');
    expect(made).toMatchObject({ title: 'Castle', rating: 3, keywords: ['stone', 'sky'], made: { prompt: 'a red castle, fog' } });
    expect(JSON.parse(made.made!.keywords_json)).toContain('fog');
  });

  test.each<[MetadataOptions, { photo: object; made: object; gone: RegExp }]>([
    [
      { exif: false },
      {
        photo: { make: null, copyright: null, taken: null, rating: 4, keywords: ['harbour'] },
        made: { title: 'Castle', rating: 3, keywords: ['stone', 'sky'], made: { prompt: 'a red castle, fog' } },
        gone: /Acme|Ann|2019/,
      },
    ],
    [
      { keywords: false },
      {
        photo: { make: 'Acme', rating: 4, keywords: null },
        made: { title: 'Castle', rating: 3, keywords: null, made: { keywords_json: '[]' } },
        gone: /harbour|stone|sky/,
      },
    ],
    [
      { scores: false },
      {
        photo: { make: 'Acme', rating: null, keywords: ['harbour'] },
        made: { title: 'Castle', rating: null, keywords: ['stone', 'sky'] },
        gone: /"[Rr]ating"|score|favourite/,
      },
    ],
    [{ generation: false }, { photo: { make: 'Acme', rating: 4 }, made: { title: 'Castle', made: undefined }, gone: /castle, fog|Euler/ }],
    [
      { exif: false, keywords: false, scores: false, generation: false },
      {
        photo: { make: null, copyright: null, taken: null, rating: null, keywords: null },
        made: { title: 'Castle', rating: null, keywords: null, made: undefined },
        gone: /Acme|harbour|stone|"[Rr]ating"|score|favourite|Euler/,
      },
    ],
  ])('%j: the rest is not kept, by ingest or by any later reading', { timeout: 60_000 }, async (metadata, expected) => {
    const parts = await library(metadata);
    const look = async (): Promise<void> => {
      const [ofPhoto, ofMade] = [await told(parts.catalog, 'photo.jpg'), await told(parts.catalog, 'made.png')];
      expect(ofPhoto).toMatchObject(expected.photo);
      expect(ofMade).toMatchObject(expected.made);
      expect(ofPhoto.stored + ofMade.stored).not.toMatch(expected.gone);
    };
    await look();
    if (!perl) return;
    for (let again = 0; again < 2; again += 1) {
      await describeAgain(parts);
      await look();
    }
  });
});
