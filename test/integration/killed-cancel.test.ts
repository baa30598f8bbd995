import { afterEach, expect, test } from 'vitest';
import { isBalanced } from '../../src/domain/session.ts';
import { cancelAtOnce, finishCancel } from '../../src/ingest/cancel-session.ts';
import { offerFiles, openSession, sealSession } from '../../src/ingest/sessions.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { waitFor } from '../support/wait-for.ts';
import { settingsOf, startOn } from './library-processes.ts';
import { endAll, startMagpie } from './running-magpie.ts';

const FILES = 30_000;

afterEach(endAll);

forEachEngine('a cancel of many files', (open, { newPlace }) => {
  const offered = async (catalog: Catalog, files: number): Promise<string> => {
    const options = { paths: ['/not/there'], mode: 'copy' as const, recursive: true };
    const { id } = await openSession(catalog, { source: 'watch', options }, Date.now());
    for (let at = 0; at < files; at += 2_000) {
      const some = Array.from({ length: Math.min(2_000, files - at) }, (_, n) => ({
        path: `/not/there/${at + n}`,
        name: `${at + n}`,
        offerKey: `${id}:${at + n}`,
      }));
      await offerFiles(catalog, id, some, 'copy', 'watch', Date.now());
    }
    await sealSession(catalog, id, Date.now());
    return id;
  };
  const session = (catalog: Catalog, id: string) => catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  test('killed in its middle it is cancelled all the same, and the next start skips the rest', { timeout: 120_000 }, async () => {
    const place = await newPlace();
    const catalog = await open(place);
    const id = await offered(catalog, FILES);
    const cancel = startMagpie(['sessions', 'cancel', id, '--data', place.dataDir], settingsOf(place));
    await waitFor('some files to be skipped', async () => (await session(catalog, id)).skipped > 0, { timeoutMs: 30_000, everyMs: 3 });
    cancel.killGroup();
    await cancel.exited;
    const left = await session(catalog, id);
    expect(left).toMatchObject({ state: 'cancelled', paused: 0 });
    expect(left.pending, 'killed before its end').toBeGreaterThan(0);

    const magpie = startOn(place, 2);
    await magpie.url();
    const ended = await waitFor('the rest', async () => (await session(catalog, id)).pending === 0 && session(catalog, id), { timeoutMs: 60_000 });
    expect(ended).toMatchObject({ state: 'cancelled', cancelling: 0, discovered: FILES, skipped: FILES });
    expect(isBalanced(ended)).toBe(true);
    // None of them was begun: a file that is not there would have ended with another code.
    const begun = await catalog.read.selectFrom('job').select('id').where('session_id', '=', id).where('error_code', '<>', 'session-cancelled').execute();
    expect(begun).toEqual([]);
  });

  test('two that carry it out at once count no file twice', { timeout: 60_000 }, async () => {
    const place = await newPlace();
    const [one, other] = [await open(place), await open(place)];
    const id = await offered(one, 9_000);
    await cancelAtOnce(one, id, Date.now());
    await Promise.all([finishCancel(one, id, Date.now()), finishCancel(other, id, Date.now())]);
    expect(await session(one, id)).toMatchObject({ state: 'cancelled', cancelling: 0, skipped: 9_000, pending: 0 });
  });
});
