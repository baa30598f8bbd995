import { expect, test } from 'vitest';
import { claimJobs } from '../../catalog/job-queries.ts';
import { offerFiles, openSession } from '../../ingest/sessions.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { testServer } from '../../../test/support/server.ts';

forEachEngine('lanes', (open) => {
  test('a lane is paused for a while, resumed, limited; each is noted', async () => {
    const { app, catalog, time } = await testServer(await open(), { quietHours: { hours: '00:00-00:00', maxFiles: 2 } });
    const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'copy', recursive: false } }, time.now);
    const files = Array.from({ length: 6 }, (_, n) => ({ path: `/x/${n}`, name: `${n}.jpg`, offerKey: `${n}` }));
    await offerFiles(catalog, id, files, 'copy', 'upload', time.now);
    const claim = (maxRunning?: number) =>
      catalog.write((tx) =>
        claimJobs(tx, catalog.engine, { lane: 'ingest', owner: 'w', limit: 10, solo: false, now: time.now, leaseUntil: time.now + 30_000, maxRunning }),
      );
    const send = (method: 'POST' | 'PUT', path: string, payload?: object) =>
      app.inject({ method, url: `/api/v1/lanes/${path}`, ...(payload === undefined ? {} : { payload }) });

    const paused = await send('POST', 'ingest/pause', { minutes: 10 });
    expect(paused.json()).toMatchObject({ name: 'ingest', ready: 6, running: 0, pausedUntil: new Date(time.now + 600_000).toISOString() });
    expect(await claim()).toHaveLength(0);
    time.now += 600_001;
    expect((await app.inject('/api/v1/lanes')).json()).toMatchObject({ quietHours: { hours: '00:00-00:00', maxFiles: 2, now: true } });
    expect((await send('PUT', 'ingest', { maxRunning: 1 })).json()).toMatchObject({ pausedUntil: null, maxRunning: 1 });
    expect(await claim()).toHaveLength(1);
    expect(await claim()).toHaveLength(0);
    expect((await send('PUT', 'ingest', { maxRunning: null })).json()).toMatchObject({ maxRunning: null });
    // Quiet hours: the worker brings the limit along.
    expect(await claim(3)).toHaveLength(2);
    expect(await claim(0)).toHaveLength(0);
    await send('POST', 'ingest/pause', { until: new Date(time.now + 60_000).toISOString() });
    expect(await claim()).toHaveLength(0);
    expect((await send('POST', 'ingest/resume')).json()).toMatchObject({ pausedUntil: null });
    expect(await claim()).toHaveLength(3);

    for (const body of [{}, { minutes: 1, until: '2099-01-01T00:00:00Z' }, { minutes: -1 }, { until: '2001-01-01T00:00:00Z' }, { until: 'soon' }])
      expect([body, (await send('POST', 'ingest/pause', body)).statusCode]).toEqual([body, 400]);
    expect((await send('POST', 'nope/pause', { minutes: 1 })).statusCode).toBe(400);
    const deeds = await catalog.read.selectFrom('audit').select(['action', 'subject']).where('subject', '=', 'ingest').orderBy('id').execute();
    expect(deeds.map(({ action }) => action)).toEqual(['lane-paused', 'lane-limited', 'lane-limited', 'lane-paused', 'lane-resumed']);
    await app.close();
  });
});
