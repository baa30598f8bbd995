import { createHash } from 'node:crypto';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { originalKey } from '../../src/blobs/keys.ts';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { type CatalogPlace, forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { crashPoints } from './crash-points.ts';
import { libraryState } from './library-state.ts';
import { runLife } from './run-life.ts';

const INBOX_FILES = 4;

forEachEngine('kill -9 at every crash point', (open, tools) => {
  let uninterrupted: unknown;

  const prepare = async (): Promise<CatalogPlace> => {
    const place = await tools.newPlace();
    await fillFolders(place.dataDir);
    return place;
  };
  const stateOf = async (place: CatalogPlace): Promise<unknown> => {
    const catalog = await open(place);
    // A victim may leave half-written temp files; the sweep of the next start removes them.
    await new LocalStore(place.dataDir).sweepTemps(0);
    return libraryState(catalog, place.dataDir);
  };

  beforeAll(async () => {
    const place = await prepare();
    expect(await ingest(place)).toBe('rested');
    uninterrupted = await stateOf(place);
  });

  test('the uninterrupted run took everything in and left only what it refused', () => {
    const state = uninterrupted as { counts: string[]; files: string[] };
    expect(state.counts).toEqual(['discovered 11', 'ingested 6', 'duplicate 2', 'skipped 2', 'failed 1', 'quarantined 0', 'pending 0']);
    expect(state.files.filter((file) => file.startsWith('trash/damaged/'))).toHaveLength(2);
    expect(state.files.filter((file) => /^(inbox|drop)/.test(file)).map((file) => file.split(' ')[0])).toEqual([
      'inbox/notes.txt',
      'drop/broken.jpg',
      'drop/page.svg',
    ]);
  });

  const points = crashPoints().flatMap((name) => [name, `${name}#3`]);
  expect(points.length).toBeGreaterThan(20);
  test.concurrent.for(points)('%s', { timeout: 250_000 }, async (crashAt) => {
    const place = await prepare();
    const first = await ingest(place, crashAt);
    // The third pass of a point may lie beyond what this small library does; the first is always reached.
    if (!crashAt.includes('#')) expect(first).toBe('SIGKILL');
    if (first === 'SIGKILL') expect(await ingest(place)).toBe('rested');
    expect(await stateOf(place)).toEqual(uninterrupted);
  });
});

async function fillFolders(dataDir: string): Promise<void> {
  const drop = join(dataDir, 'drop');
  const inbox = join(dataDir, 'inbox');
  for (const folder of [join(drop, 'deeper'), inbox, ...['originals', 'derived', 'trash'].map((name) => join(dataDir, name))])
    mkdirSync(folder, { recursive: true });
  const small = (seed: number) => picture(seed, { width: 96, height: 64 });
  const files: Array<[string, Buffer]> = [
    [join(drop, 'a.jpg'), await small(1)],
    [join(drop, 'b.png'), await picture(2, { width: 64, height: 64, format: 'png' })],
    [join(drop, 'deeper/a-again.jpg'), await small(1)],
    [join(drop, 'deeper/c.webp'), await picture(3, { width: 80, height: 60, format: 'webp' })],
    [join(drop, 'd.jpg'), await small(4)],
    [join(drop, 'broken.jpg'), Buffer.concat([(await small(5)).subarray(0, 300), Buffer.from([0xff, 0xd9])])],
    [join(drop, 'page.svg'), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    [join(inbox, 'e.jpg'), await small(6)],
    [join(inbox, 'e-again.jpg'), await small(6)],
    [join(inbox, 'f.gif'), await picture(7, { width: 32, height: 32, format: 'gif' })],
    [join(inbox, 'notes.txt'), Buffer.from('not a picture')],
  ];
  // What lies where two of them are to be stored has other bytes: it is healed, and kept.
  for (const [at, damage] of [
    [4, (bytes: Buffer) => bytes.fill(0, 200, 220)],
    [7, (bytes: Buffer) => bytes.subarray(0, 50)],
  ] as const) {
    const bytes = files[at]![1];
    const path = join(dataDir, originalKey(createHash('sha256').update(bytes).digest(), 'jpg'));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, damage(Buffer.from(bytes)));
  }
  // Old enough that nothing takes them for files still being written; the same in every run.
  for (const [path, bytes] of files) {
    writeFileSync(path, bytes);
    utimesSync(path, 1_700_000_000, 1_700_000_000);
  }
}

/** Runs the ingest process to its end; gives its last word, or the signal it died of. */
function ingest(place: CatalogPlace, crashAt?: string): Promise<string> {
  return runLife('ingest-process.ts', place, { timeout: 120_000, drop: join(place.dataDir, 'drop'), crashAt, inboxFiles: INBOX_FILES });
}
