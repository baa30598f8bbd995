import { mkdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picture } from '../../../test/support/pictures.ts';
import { runMagpie, startCommand } from '../../../test/support/run-magpie.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { openCatalog } from '../../catalog/open.ts';
import { silentLogger } from '../../core/logger.ts';
import type { IngestResult } from './session-summary.ts';

// The real program, from its sources, in processes of its own.

const FILES = 150;
const pictures = tempDir('cli-pictures');
const opened: Catalog[] = [];

beforeAll(async () => {
  for (let i = 0; i < FILES; i += 1) writeFileSync(join(pictures, `picture-${i}.jpg`), await picture(i, { width: 640, height: 480 }));
});

afterAll(async () => {
  for (const catalog of opened) await catalog.close();
});

const ingest = (data: string, ...more: string[]): string[] => ['ingest', pictures, '--json', '--data', data, ...more];

async function ingestedSoFar(data: string): Promise<number> {
  const catalog = await openCatalog({ dataDir: data, logger: silentLogger });
  opened.push(catalog);
  const row = await catalog.read.selectFrom('ingest_session').select('ingested').executeTakeFirst();
  return row?.ingested ?? 0;
}

function balanced(result: IngestResult): boolean {
  return result.discovered === result.ingested + result.duplicate + result.skipped + result.failed + result.quarantined;
}

test('Ctrl-C stops it with a word on how to go on; the same command continues the same session', async () => {
  const data = tempDir('cli-interrupt');
  const first = startCommand(ingest(data));
  await waitFor('some files to be ingested', async () => (await ingestedSoFar(data)) > 5, { timeoutMs: 30_000, everyMs: 100 });
  first.child.kill('SIGINT');
  const stopped = await first.finished;
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toContain('run the same command again to continue');
  expect(stopped.stdout).toBe('');

  const second = await runMagpie(ingest(data));
  const result = second.json() as unknown as IngestResult;
  expect(second.stderr).toContain('Continuing the unfinished session');
  expect(result).toMatchObject({ discovered: FILES, ingested: FILES, failed: 0 });
  expect((await runMagpie(['verify', '--json', '--data', data])).json()).toMatchObject({ assets: FILES, clean: true });
});

test('killed with everything it started, then run again: every file once, verify clean', async () => {
  const data = tempDir('cli-killed');
  const first = startCommand(ingest(data));
  await waitFor('some files to be ingested', async () => (await ingestedSoFar(data)) > 5, { timeoutMs: 30_000, everyMs: 100 });
  first.child.kill('SIGKILL');
  await first.finished;

  const result = (await runMagpie(ingest(data))).json() as unknown as IngestResult;
  expect(result).toMatchObject({ discovered: FILES, ingested: FILES, duplicate: 0, failed: 0 });
  expect((await runMagpie(['verify', '--json', '--data', data])).json()).toMatchObject({ assets: FILES, temps: 0, orphans: 0, clean: true });
});

test('beside a running Magpie it follows that one; two at once share one session', async () => {
  const data = tempDir('cli-beside');
  const server = startCommand(['start', '--single', '--port', '0', '--data', data]);
  try {
    let greeting = '';
    server.child.stdout?.on('data', (text: string) => (greeting += text));
    await waitFor('the greeting', () => greeting.includes('is ready'), { timeoutMs: 30_000 });
    const [a, b] = await Promise.all([runMagpie(ingest(data)), runMagpie(ingest(data))]);
    const [first, second] = [a.json() as unknown as IngestResult, b.json() as unknown as IngestResult];
    expect(a.stderr + b.stderr).toContain('Magpie is running on this data folder');
    for (const result of [first, second]) expect(balanced(result)).toBe(true);
    // The second came while the first was unfinished, or found everything unchanged afterwards.
    expect(first.session === second.session ? first.ingested : first.ingested + second.ingested).toBe(FILES);
  } finally {
    server.child.kill('SIGTERM');
    expect((await server.finished).code).toBe(0);
  }
});

test('--move empties the source, --max-files and --pattern choose, broken files make exit code 3', async () => {
  const data = tempDir('cli-options');
  const source = tempDir('cli-source');
  mkdirSync(join(source, 'deep'));
  for (let i = 0; i < 3; i += 1) writeFileSync(join(source, `${i}.jpg`), await picture(1000 + i));
  writeFileSync(join(source, 'deep/4.png'), await picture(2000, { format: 'png' }));

  const one = (await runMagpie(['ingest', source, '--json', '--data', data, '--max-files', '1'])).json();
  expect(one).toMatchObject({ discovered: 1, ingested: 1 });
  const flat = (await runMagpie(['ingest', source, '--json', '--data', data, '--no-recursive'])).json();
  expect(flat).toMatchObject({ discovered: 3, ingested: 2, skipped: 1 });
  const png = (await runMagpie(['ingest', source, '--json', '--data', data, '--pattern', '*.PNG', '--move'])).json();
  expect(png).toMatchObject({ discovered: 1, ingested: 1 });

  renameSync(join(source, '0.jpg'), join(source, 'deep/0.jpg'));
  writeFileSync(join(source, 'broken.jpg'), Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(3000, 1)]));
  const old = new Date('2020-01-01');
  const { utimesSync } = await import('node:fs');
  utimesSync(join(source, 'broken.jpg'), old, old);
  const last = await runMagpie(['ingest', source, '--json', '--data', data, '--move']);
  expect(last.json()).toMatchObject({ discovered: 4, ingested: 0, duplicate: 3, failed: 1 });
  expect(last.code).toBe(3);
});

test('verify --fix takes in a stored original whose row is gone', async () => {
  const data = tempDir('cli-orphan');
  const source = tempDir('cli-orphan-source');
  const other = tempDir('cli-orphan-other');
  writeFileSync(join(source, 'a.jpg'), await picture(7));
  await runMagpie(['ingest', source, '--json', '--data', data]);
  // The store of one library with the catalog of another that never saw the picture.
  writeFileSync(join(other, 'b.jpg'), await picture(8));
  const strange = tempDir('cli-orphan-strange');
  await runMagpie(['ingest', other, '--json', '--data', strange]);
  for (const name of ['catalog.db', 'catalog.db-wal', 'catalog.db-shm']) {
    try {
      unlinkSync(join(data, name));
    } catch {
      // A closed catalog has only its main file.
    }
  }
  renameSync(join(strange, 'catalog.db'), join(data, 'catalog.db'));
  for (const tree of ['originals', 'derived']) (await import('node:fs')).cpSync(join(strange, tree), join(data, tree), { recursive: true });

  const found = await runMagpie(['verify', '--json', '--data', data]);
  expect(found.json()).toMatchObject({ assets: 1, orphans: 3, clean: false });
  expect(found.code).toBe(3);
  const fixed = await runMagpie(['verify', '--fix', '--json', '--data', data]);
  expect(fixed.json()).toMatchObject({ orphans: 0, clean: true });
  expect((await runMagpie(['verify', '--json', '--data', data])).json()).toMatchObject({ assets: 2, ok: 2, clean: true });
});

test('pictures by address: fetched by the same lane; refused where they lead into this machine, unless that is allowed', async () => {
  const data = tempDir('cli-url');
  const bytes = await picture(4711, { width: 64, height: 48 });
  const server = createServer((_request, response) => response.end(bytes));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/photo.jpg`;
  try {
    const ask = (...more: string[]): string[] => ['ingest', ...more, '--json', '--data', data];
    const port = await runMagpie(ask(url));
    expect([port.code, (port.json()['error'] as { code: string }).code]).toEqual([1, 'url-refused']);
    const strict = await runMagpie(ask(url), { env: { MAGPIE_IMPORT_ALLOW_OTHER_PORTS: 'true' } });
    expect([strict.code, strict.json()]).toMatchObject([3, { discovered: 1, failed: 1 }]);
    const allowed = { MAGPIE_IMPORT_ALLOW_OTHER_PORTS: 'true', MAGPIE_IMPORT_ALLOW_PRIVATE_ADDRESSES: 'true' };
    const done = await runMagpie(ask(url), { env: allowed });
    expect([done.code, done.json()]).toMatchObject([0, { discovered: 1, ingested: 1 }]);
    const mixed = await runMagpie(ask(url, pictures));
    expect((mixed.json()['error'] as { code: string }).code).toBe('invalid-input');
  } finally {
    server.close();
  }
});

test('a folder without files says what is left out', async () => {
  const folder = tempDir('cli-empty');
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, '.hidden.jpg'), 'x');
  const run = await runMagpie(['ingest', folder, '--data', tempDir('cli-empty-data')]);
  expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('There is no file in it.') as string]);
});
