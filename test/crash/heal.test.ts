import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import { type CatalogPlace, forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { crashPoints } from './crash-points.ts';
import { runLife } from './run-life.ts';

/** Found by its size before anything is stored, and by its hash before the source goes. */
const DAMAGES: ReadonlyArray<readonly [string, (path: string) => void]> = [
  ['cut off', (path) => truncateSync(path, 100)],
  ['with a flipped bit', (path) => writeFileSync(path, readFileSync(path).fill(0, 200, 220))],
];

forEachEngine('kill -9 while a damaged stored original is healed', (open, tools) => {
  const points = [...crashPoints().filter((name) => name.startsWith('heal:')), 'settle:verified', 'settle:removed'];
  expect(points.length).toBeGreaterThan(4);
  const cases = DAMAGES.flatMap(([how, damage]) => points.map((crashAt) => [how, crashAt, damage] as const));

  test.concurrent.for(cases)('%s, at %s', { timeout: 250_000 }, async ([, crashAt, damage]) => {
    const place = await tools.newPlace();
    const inbox = join(place.dataDir, 'inbox');
    for (const folder of ['inbox', 'drop', 'originals', 'derived']) mkdirSync(join(place.dataDir, folder), { recursive: true });
    const bytes = await picture(1, { width: 96, height: 64 });
    const drop = (name: string): void => {
      writeFileSync(join(place.dataDir, name), bytes);
      utimesSync(join(place.dataDir, name), 1_700_000_000, 1_700_000_000);
      copyFileSync(join(place.dataDir, name), join(inbox, name));
    };
    drop('first.jpg');
    expect(await ingest(place, 1)).toBe('rested');
    const stored = filesBelow(join(place.dataDir, 'originals'));
    expect(stored).toHaveLength(1);
    damage(stored[0]!);
    const damaged = readFileSync(stored[0]!);
    drop('again.jpg');
    expect(await ingest(place, 2, crashAt)).toBe('SIGKILL');
    // Never nothing, and never half of it.
    const now = readFileSync(stored[0]!);
    expect(now.equals(bytes) || now.equals(damaged)).toBe(true);
    expect(await ingest(place, 2)).toBe('rested');
    await new LocalStore(place.dataDir).sweepTemps(0);
    expect(filesBelow(join(place.dataDir, 'originals'))).toEqual(stored);
    expect(readFileSync(stored[0]!).equals(bytes)).toBe(true);
    expect(readdirSync(inbox)).toEqual([]);
    const kept = filesBelow(join(place.dataDir, 'trash/damaged'));
    expect(kept).toHaveLength(1);
    expect(readFileSync(kept[0]!).equals(damaged)).toBe(true);
    const catalog = await open(place);
    const jobs = await catalog.read.selectFrom('job').select(['outcome', 'state', 'error_code']).where('lane', '=', 'ingest').orderBy('id').execute();
    expect(jobs.map(({ outcome, state, error_code }) => [outcome, state, error_code])).toEqual([
      ['ingested', 'done', null],
      ['duplicate', 'done', null],
    ]);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Runs the ingest process to its end; gives its last word, or the signal it died of. */
function ingest(place: CatalogPlace, inboxFiles: number, crashAt?: string): Promise<string> {
  return runLife('ingest-process.ts', place, { timeout: 120_000, drop: join(place.dataDir, 'drop'), crashAt, inboxFiles });
}
