import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { seededRandom } from '../../src/cli/demo/random.ts';
import { tinyPictures } from '../failure/support/tiny-pictures.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { waitFor } from '../support/wait-for.ts';
import { settingsOf } from './library-processes.ts';
import { endAll, startMagpie } from './running-magpie.ts';

const FILES = 300;

forEachEngine('kill -9 of a whole ingest, three times', (open, tools) => {
  afterEach(endAll);

  test(`the same command goes on: ${FILES} outcomes, each counted once, in one session`, { timeout: 120_000 }, async () => {
    const place = await tools.newPlace();
    const catalog = await open(place);
    const folder = join(place.dataDir, 'source');
    mkdirSync(folder);
    (await tinyPictures(FILES)).forEach((bytes, n) => writeFileSync(join(folder, `${n}.png`), bytes));
    const ingest = () => startMagpie(['ingest', folder, '--copy', '--json', '--data', place.dataDir], { ...settingsOf(place), MAGPIE_INGEST_WORKERS: '2' });
    const done = async (): Promise<number> =>
      (await catalog.read.selectFrom('job').select('id').where('lane', '=', 'ingest').where('state', '=', 'done').execute()).length;

    const random = seededRandom(Date.now());
    const killedAt: number[] = [];
    for (let kill = 0; kill < 3; kill += 1) {
      const before = await done();
      const goal = before + Math.floor(random.next() * 90);
      const victim = ingest();
      await waitFor(`${goal} files done\n${victim.stderr}`, async () => (await done()) >= goal, { timeoutMs: 30_000, everyMs: 5 });
      victim.killGroup();
      expect((await victim.exited).signal).toBe('SIGKILL');
      killedAt.push(await done());
    }
    const last = ingest();
    expect((await last.exited).code).toBe(0);
    const result = JSON.parse(last.stdout.trimEnd().split('\n').at(-1)!) as Record<string, unknown>;
    expect(result, `killed at ${killedAt.join(', ')}`).toMatchObject({
      discovered: FILES,
      ingested: FILES,
      duplicate: 0,
      skipped: 0,
      failed: 0,
      quarantined: 0,
    });

    expect(await catalog.read.selectFrom('ingest_session').select('id').execute()).toEqual([{ id: result['session'] }]);
    expect(await catalog.read.selectFrom('asset').select('id').execute()).toHaveLength(FILES);
    const verify = startMagpie(['verify', '--json', '--data', place.dataDir], settingsOf(place));
    expect({ ...(await verify.exited), said: verify.stdout }).toMatchObject({ code: 0 });
  });
});
