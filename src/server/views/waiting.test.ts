import { expect, test } from 'vitest';
import { claimJobs, giveBack } from '../../catalog/job-queries.ts';
import { offerFiles, openSession } from '../../ingest/sessions.ts';
import { pauseLane } from '../../jobs/lane-control.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { testServer } from '../../../test/support/server.ts';

forEachEngine('what a session waits for', (open) => {
  test('a full disk, a paused lane; not a single file that is being written, and nothing once it goes on', async () => {
    const { app, catalog, time } = await testServer(await open());
    const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'copy', recursive: false } }, time.now);
    const files = Array.from({ length: 4 }, (_, n) => ({ path: `/x/${n}`, name: `${n}.jpg`, offerKey: `${n}` }));
    await offerFiles(catalog, id, files, 'copy', 'upload', time.now);
    const waiting = async () => ((await app.inject(`/api/v1/ingest/sessions/${id}`)).json() as { waiting: unknown }).waiting;
    const giveBackOne = (code: string) =>
      catalog.write(async (tx) => {
        const [job] = await claimJobs(tx, catalog.engine, { lane: 'ingest', owner: 'w', limit: 1, solo: false, now: time.now, leaseUntil: time.now + 30_000 });
        await giveBack(tx, job!, { runAfter: time.now + 10_000, code, detail: `${code} here`, uncounted: true });
      });
    expect(await waiting()).toBeNull();
    await giveBackOne('file-changed');
    expect(await waiting()).toBeNull();
    await giveBackOne('read-only');
    expect(await waiting()).toMatchObject({ code: 'read-only' });
    await giveBackOne('disk-full');
    expect(await waiting()).toMatchObject({ code: 'disk-full', detail: 'disk-full here', title: expect.any(String), next: expect.any(String) });
    time.now += 10_001;
    expect(await waiting()).toBeNull();
    await pauseLane(catalog, { lane: 'ingest', actor: 'web', now: time.now }, time.now + 60_000);
    expect(await waiting()).toMatchObject({ code: 'lane-paused' });
    await app.close();
  });
});
