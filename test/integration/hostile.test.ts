import { cpSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { isBalanced } from '../../src/domain/session.ts';
import { openSession } from '../../src/ingest/sessions.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { corpus } from '../support/corpus.ts';
import { waitFor } from '../support/wait-for.ts';
import { settingsOf, startOn, workerProcesses } from './library-processes.ts';
import { mutations } from './mutations.ts';
import { endAll, startMagpie } from './running-magpie.ts';

const MUTATIONS = 500;

forEachEngine('files made to break a decoder', (open, tools) => {
  afterEach(endAll);

  const known = corpus('hostile');
  const title = `${MUTATIONS} damaged pictures${known === undefined ? ' (the corpus of known crashers is not here)' : ' and the corpus of known crashers'}`;
  test(`${title}: every file has its outcome and no process dies`, { timeout: 180_000 }, async () => {
    const place = await tools.newPlace();
    const catalog = await open(place);
    const folder = join(place.dataDir, 'source');
    mkdirSync(folder);
    if (known !== undefined) cpSync(known, join(folder, 'corpus'), { recursive: true });
    for (const { name, bytes } of await mutations(MUTATIONS, tools.engine === 'sqlite' ? 1 : 2)) writeFileSync(join(folder, name), bytes);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    // Old, or what looks cut off would be taken for files still being written.
    for (const file of files) utimesSync(join(file.parentPath, file.name), 1_700_000_000, 1_700_000_000);

    const magpie = startOn(place, 2);
    const url = await magpie.url();
    const before = await waitFor('two ingest processes', async () => {
      const workers = await workerProcesses(catalog);
      return workers.length === 2 && workers;
    });
    const { id } = await openSession(catalog, { source: 'scan', options: { paths: [folder], mode: 'copy', recursive: true } }, Date.now());
    const session = await waitFor(
      'the session to finish',
      async () => {
        const row = await catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
        return row.state === 'finished' && row;
      },
      { timeoutMs: 150_000, everyMs: 100 },
    );

    const { discovered, ingested, duplicate, skipped, failed, quarantined } = session;
    const codes = await catalog.read
      .selectFrom('job')
      .select(['error_code', (e) => e.fn.countAll<number>().as('files')])
      .where('lane', '=', 'ingest')
      .where('error_code', 'is not', null)
      .groupBy('error_code')
      .execute();
    console.log(
      `${tools.engine}: ${discovered} files: ${ingested} ingested, ${duplicate} duplicate, ${skipped} skipped, ${failed} failed, ${quarantined} quarantined; ${codes.map((row) => `${row.error_code} ${row.files}`).join(', ')}`,
    );
    expect(discovered).toBe(files.length);
    expect(isBalanced(session)).toBe(true);
    expect(codes.filter((row) => row.error_code === 'internal')).toEqual([]);
    expect(quarantined).toBe(0);
    expect(await workerProcesses(catalog)).toEqual(before);
    expect(magpie.log.filter(({ msg, level }) => level === 'error' || String(msg).includes('died'))).toEqual([]);
    expect((await fetch(`${url}/health`)).status).toBe(200);

    magpie.kill('SIGTERM');
    await magpie.exited;
    const verify = startMagpie(['verify', '--json', '--data', place.dataDir], settingsOf(place));
    expect({ ...(await verify.exited), said: verify.stdout }).toMatchObject({ code: 0 });
  });
});
