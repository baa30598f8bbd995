import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LEASE_MS } from '../../src/jobs/lease.ts';
import { recoverExpired } from '../../src/jobs/recovery.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { picture } from '../support/pictures.ts';
import { waitFor } from '../support/wait-for.ts';
import { Library } from './support/library.ts';
import { runScript } from './support/script.ts';
import { expectSound } from './support/sound.ts';

forEachEngine('a worker that stalls and comes back after its lease was given on', (open, tools) => {
  test('commits nothing: one asset, one outcome, counted once', async () => {
    const place = await tools.newPlace();
    const library = new Library(await open(place), place.dataDir);
    const path = join(library.inbox, 'large.png');
    // Takes a second to decode: time enough to stop the process in the middle.
    writeFileSync(path, await picture(1, { width: 3000, height: 2000, format: 'png' }));
    const id = await library.offer([path], 'move');
    const staller = runScript(new URL('./support/worker-process.ts', import.meta.url), { ...place, owner: 'staller' });
    await waitFor('the job to be taken', async () => (await library.jobs())[0]?.lease_owner === 'staller', { everyMs: 1 });
    staller.child.kill('SIGSTOP');
    expect((await library.jobs())[0]).toMatchObject({ state: 'running', outcome: null });

    // Half a minute later nobody has renewed its lease.
    expect(await recoverExpired(library.catalog, Date.now() + LEASE_MS + 1000)).toBe(1);
    library.startWorker();
    expect(await library.finished(id)).toMatchObject({ discovered: 1, ingested: 1 });
    const before = { jobs: await library.jobs(), assets: await library.assets(), locations: await library.locations(), session: await library.session(id) };

    staller.child.kill('SIGCONT');
    await staller.said('the job belongs to another worker by now');
    expect({ jobs: await library.jobs(), assets: await library.assets(), locations: await library.locations(), session: await library.session(id) }).toEqual(
      before,
    );
    expect(before.assets).toHaveLength(1);
    expect(library.files('inbox')).toEqual([]);
    await expectSound(library);
  });
});
