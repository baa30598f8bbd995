import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { waitFor } from '../support/wait-for.ts';
import { startOn, workerProcesses } from './library-processes.ts';
import { endAll } from './running-magpie.ts';

const DROPS = 21;

forEachEngine('21 identical files dropped while 4 worker processes run', (open, tools) => {
  afterEach(endAll);

  test('one asset, 20 duplicates whose log names the first, an empty inbox, no rescan', async () => {
    const place = await tools.newPlace();
    const catalog = await open(place);
    const magpie = startOn(place, 4);
    await magpie.url();
    await waitFor('four ingest processes', async () => (await workerProcesses(catalog)).length === 4);
    await waitFor('the inbox to be watched', () => magpie.log.some(({ msg }) => String(msg).startsWith('watching ')));

    const bytes = await picture(21, { width: 640, height: 480 });
    const inbox = join(place.dataDir, 'inbox');
    for (let n = 1; n <= DROPS; n += 1) writeFileSync(join(inbox, `drop-${n}.jpg`), bytes);
    const jobs = await waitFor(`${DROPS} files to have their outcome`, async () => {
      const rows = await catalog.read.selectFrom('job').selectAll().where('lane', '=', 'ingest').where('state', '=', 'done').execute();
      return rows.length >= DROPS && rows;
    });

    const assets = await catalog.read.selectFrom('asset').selectAll().execute();
    expect(assets).toHaveLength(1);
    const first = jobs.filter((job) => job.outcome === 'ingested');
    expect(first.map((job) => job.name)).toEqual([assets[0]!.name]);
    expect(jobs.filter((job) => job.outcome === 'duplicate').map((job) => job.asset_id)).toEqual(Array(DROPS - 1).fill(assets[0]!.id));
    expect(readdirSync(inbox)).toEqual([]);
    const said = await waitFor('the log of the last file', () => {
      const lines = magpie.log.filter(({ outcome }) => outcome === 'duplicate');
      return lines.length >= DROPS - 1 && lines;
    });
    expect(said.map(({ asset }) => asset)).toEqual(Array(DROPS - 1).fill(assets[0]!.id));
    expect(said.every(({ msg }) => String(msg).endsWith(`: duplicate of ${assets[0]!.name}`))).toBe(true);
    // One original and its two derivatives: no writer left anything behind.
    const files = ['originals', 'derived'].flatMap((folder) => readdirSync(join(place.dataDir, folder), { recursive: true, withFileTypes: true }));
    expect(files.filter((entry) => entry.isFile())).toHaveLength(3);
  });
});
