import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runMagpie } from '../support/run-magpie.ts';
import { tempDir } from '../support/temp-dir.ts';

/** The objects that docs/cli.md promises; see test/golden/cli-json.json. */
const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'cli-json.json'), 'utf8')) as Record<string, Record<string, unknown>>;
const data = tempDir('cli-json');
const pictures = tempDir('cli-json-pictures');

/** Types instead of values; of a list only its first element. A null of either side fits anything. */
function shape(value: unknown): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) return value.length === 0 ? [] : [shape(value[0])];
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
  return typeof value;
}

function expectShape(actual: unknown, name: string): void {
  const [given, promised] = [shape(actual), shape(golden[name])];
  const merge = (a: unknown, b: unknown): unknown => {
    if (a === null || b === null) return null;
    if (Array.isArray(a) && Array.isArray(b)) return a.length === 0 || b.length === 0 ? [] : [merge(a[0], b[0])];
    if (typeof a === 'object' && typeof b === 'object') return Object.fromEntries(Object.entries(a).map(([key, inner]) => [key, key in b ? merge(inner, (b as Record<string, unknown>)[key]) : inner]));
    return a;
  };
  expect(merge(given, promised)).toEqual(merge(promised, given));
}

let demo: Record<string, unknown>;

beforeAll(async () => {
  const run = await runMagpie(['demo', '--count', '50', '--into', pictures, '--data', data, '--json']);
  expect(run.code, run.stderr).toBe(0);
  demo = run.json();
});

test('demo: the known library, with its known outcomes', () => {
  expectShape(demo, 'demo');
  const { session: _, seconds: __, folder: ___, url: ____, running: _____, ...counts } = demo;
  const { session: a, seconds: b, folder: c, url: d, running: e, ...promised } = golden['demo']!;
  expect([a, b, c, d, e]).toHaveLength(5);
  expect(counts).toEqual(promised);
});

test('ingest again: everything unchanged, nothing ingested, the broken files fail again with exit code 3', async () => {
  const run = await runMagpie(['ingest', pictures, '--json', '--data', data]);
  const result = run.json();
  expectShape(result, 'ingest');
  expect(result).toMatchObject({ discovered: 50, ingested: 0, duplicate: 0 });
  expect(run.code).toBe(result['failed'] === 0 ? 0 : 3);
});

test('sessions', async () => {
  const run = await runMagpie(['sessions', '--json', '--data', data]);
  expectShape(run.json(), 'sessions list');
});

test('explain, by id, by path and by hash', async () => {
  const byId = (await runMagpie(['explain', '1', '--json', '--data', data])).json();
  expectShape({ ...byId, jobs: (byId['jobs'] as unknown[]).slice(0, 1) }, 'explain');
  const { sha256 } = byId['asset'] as { sha256: string };
  expect((await runMagpie(['explain', sha256, '--json', '--data', data])).json()).toMatchObject({ askedBy: 'sha256', asset: { id: 1 } });
  const path = join(pictures, 'Broken/empty.jpg');
  const broken = (await runMagpie(['explain', path, '--json', '--data', data])).json();
  expect(broken).toMatchObject({ askedBy: 'path', asset: null, onDisk: { state: 'file', bytes: 0 } });
  expect((broken['jobs'] as Array<{ error: { code: string } }>)[0]!.error.code).toBe('empty-file');
});

test('verify: clean', async () => {
  const run = await runMagpie(['verify', '--json', '--data', data]);
  expectShape(run.json(), 'verify');
  expect(run.json()).toMatchObject({ assets: 38, ok: 38, clean: true });
  expect(run.code).toBe(0);
});

test('doctor', async () => {
  const run = await runMagpie(['doctor', '--json', '--data', data], { env: { MAGPIE_PORT: '0' } });
  expectShape(run.json(), 'doctor');
  expect(run.json()).toMatchObject({ healthy: true, fail: 0 });
  expect(run.code).toBe(0);
});

test('config print --sources', async () => {
  const run = await runMagpie(['config', 'print', '--sources', '--json', '--data', data]);
  const { settings, sources } = run.json() as { settings: Record<string, unknown>; sources: Record<string, string> };
  expect(Object.keys(settings)).toEqual(Object.keys(sources));
  expect(sources).toMatchObject({ dataDir: 'flag', port: 'default' });
  expect(settings).toMatchObject({ dataDir: data, port: 7800 });
});

test('an error: code, title, detail and next step, exit code 1', async () => {
  const run = await runMagpie(['ingest', join(data, 'no-such-folder'), '--json', '--data', data]);
  expectShape(run.json(), 'error');
  expect(run.json()).toMatchObject({ error: { code: 'folder-not-found' } });
  expect(run.code).toBe(1);
});

test('a mistyped data folder is an error, not an empty library', async () => {
  const run = await runMagpie(['verify', '--json', '--data', join(data, 'nothing-here')]);
  expect(run.json()).toMatchObject({ error: { code: 'folder-not-found' } });
  expect(run.code).toBe(1);
});

test('wrong usage: exit code 2', async () => {
  expect((await runMagpie(['ingest'])).code).toBe(2);
  expect((await runMagpie(['ingest', '--nonsense', pictures])).code).toBe(2);
  expect((await runMagpie(['nonsense'])).code).toBe(2);
});

test('help: exit code 0', async () => {
  const run = await runMagpie([]);
  expect(run.code).toBe(0);
  expect((await runMagpie(['ingest', '--help'])).stdout).toContain('$ magpie ingest');
});

test('password from standard input', async () => {
  const run = await runMagpie(['password', '--json', '--data', data], { input: 'correct horse battery staple\n' });
  expectShape(run.json(), 'password');
  expect(run.code).toBe(0);
});
