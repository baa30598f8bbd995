import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { AppError } from '../core/errors.ts';
import { configurationDoc, configurationExample } from './docs.ts';
import { FIELDS } from './fields.ts';
import { loadConfig } from './load.ts';
import { SettingsSchema } from './schema.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'magpie-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const load = (flags: Record<string, unknown> = {}, env: Record<string, string> = {}, cores = 2) =>
  loadConfig({ flags: { dataDir: cwd, ...flags }, env, cwd, machine: { cores, terminal: false } });
const configYml = (text: string): void => writeFileSync(join(cwd, 'config.yml'), text);

async function complaint(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).code).toBe('invalid-config');
  return (error as AppError).detail ?? '';
}

test('without anything set, every default is decided', async () => {
  const { config, sources } = await load();
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 7800,
    inbox: join(cwd, 'inbox'),
    web: { minWorkers: 2, maxWorkers: 2 },
    ingest: { minWorkers: 1, maxWorkers: 1, concurrency: 3 },
  });
  expect(sources['port']).toBe('default');
  expect(config.databaseUrl).toBeUndefined();
});

test('defaults follow the cores', async () => {
  const { config } = await load({}, {}, 16);
  expect(config.web).toEqual({ minWorkers: 2, maxWorkers: 4 });
  expect(config.ingest).toMatchObject({ minWorkers: 1, maxWorkers: 8, concurrency: 3 });
});

test('a fixed number of processes is both least and most, and one bound moves the default of the other', async () => {
  const { config } = await load({ 'web.workers': 3, 'ingest.minWorkers': 20 }, {}, 16);
  expect(config.web).toEqual({ minWorkers: 3, maxWorkers: 3 });
  expect(config.ingest).toMatchObject({ minWorkers: 20, maxWorkers: 20 });
  expect((await load({ 'web.maxWorkers': 1 })).config.web).toEqual({ minWorkers: 1, maxWorkers: 1 });
});

test('flag over config.yml over environment over .env over default', async () => {
  writeFileSync(join(cwd, '.env'), 'MAGPIE_PORT=1\nMAGPIE_HOST=a\nMAGPIE_WEB_WORKERS=11\nMAGPIE_UPLOAD_MAX_FILES=5\n');
  configYml('port: 3\nweb:\n  workers: 13\n');
  const { config, sources } = await load({ 'web.workers': '14' }, { MAGPIE_PORT: '2', MAGPIE_HOST: 'b', MAGPIE_WEB_WORKERS: '12' });
  expect([config.web.maxWorkers, config.port, config.host, config.upload.maxFiles]).toEqual([14, 3, 'b', 5]);
  expect([sources['web.workers'], sources['port'], sources['host'], sources['upload.maxFiles']]).toEqual([
    'flag',
    'config.yml',
    'environment MAGPIE_HOST',
    '.env MAGPIE_UPLOAD_MAX_FILES',
  ]);
});

test('the data folder of a variable is where config.yml is looked for', async () => {
  configYml('port: 4\n');
  expect((await loadConfig({ env: { MAGPIE_DATA: cwd }, cwd: tmpdir() })).config.port).toBe(4);
});

test('flags and lists in the environment', async () => {
  const { config } = await load({}, { MAGPIE_MONITOR_ENABLED: 'no', MAGPIE_ROOTS: '/a:b', MAGPIE_LOG_LEVEL: '' });
  expect(config.monitor.enabled).toBe(false);
  expect(config.roots).toEqual([
    { path: '/a', mode: 'scan', watch: false },
    { path: join(cwd, 'b'), mode: 'scan', watch: false },
  ]);
  expect(config.log.level).toBe('info');
});

test('relative paths of config.yml count from the data folder', async () => {
  configYml('inbox: drop\nroots: [../pictures, {path: ../live, mode: reference}, {path: /off, mode: copy, watch: false}]\n');
  const { config } = await loadConfig({ flags: { dataDir: cwd }, env: {}, cwd: '/' });
  expect(config.inbox).toBe(join(cwd, 'drop'));
  expect(config.roots).toEqual([
    { path: join(cwd, '../pictures'), mode: 'scan', watch: false },
    { path: join(cwd, '../live'), mode: 'reference', watch: true },
    { path: '/off', mode: 'copy', watch: false },
  ]);
});

test('a secret is read from the file its _FILE variable names', async () => {
  writeFileSync(join(cwd, 'url'), 'postgres://a:b@c/d\n');
  const { config, sources } = await load({}, { DATABASE_URL_FILE: 'url' });
  expect(config.databaseUrl).toBe('postgres://a:b@c/d');
  expect(sources['databaseUrl']).toBe('environment DATABASE_URL_FILE');
});

describe('what is wrong is named', () => {
  test('an unknown key, with the one that was meant', async () => {
    configYml('prot: 1\nmonitor:\n  settleMS: 5\n');
    expect(await complaint(load())).toBe(
      'there is no setting prot (did you mean port?); there is no setting monitor.settleMS (did you mean monitor.settleMs?)',
    );
  });
  test('an unknown flag', async () => {
    expect(await complaint(load({ 'web.worker': 2 }))).toContain('did you mean web.workers');
  });
  test('a wrong value and where it came from', async () => {
    expect(await complaint(load({}, { MAGPIE_PORT: 'abc' }))).toContain('port (from environment MAGPIE_PORT)');
    configYml('port: 70000\n');
    expect(await complaint(load())).toContain('port (from config.yml)');
  });
  test('a group written as a value, the data folder in its own file, text that is no YAML', async () => {
    configYml('monitor: true\n');
    expect(await complaint(load())).toContain('group of settings');
    configYml('dataDir: /x\n');
    expect(await complaint(load())).toContain('--data');
    configYml('a: [\n');
    expect(await complaint(load())).toContain('config.yml');
  });
  test.each([
    ['a quote that is not closed', 'databaseUrl: "postgres://me:s3cr3t@host/db\nport: 1\n'],
    ['a colon too many', 'port: 1\ndatabaseUrl: postgres: //me:s3cr3t@host/db\n'],
    ['no space after the colon', 'databaseUrl:postgres://me:s3cr3t@host/db\n'],
    ['no space after the colon, other keys besides', 'databaseUrl:postgres://me:s3cr3t@host/db\nport: 1\n'],
    ['no space after the colon, in braces', '{databaseUrl:postgres://me:s3cr3t@host/db}\n'],
    ['an alias', 'databaseUrl: *s3cr3t\n'],
    ['a reserved sign', 'databaseUrl: @s3cr3t\n'],
    ['a list for a text', 'databaseUrl: [s3cr3t]\n'],
    ['the key twice', 'databaseUrl: s3cr3t\ndatabaseUrl: s3cr3t\n'],
    ['a tag', 'databaseUrl: !s3cr3t x\ndatabaseUrl: !s3cr3t y\n'],
    ['a short key for webhooks', 'webhook:\n  secret: s3cr3t\n'],
  ])('a fault in a line with a secret does not repeat it: %s', async (_, text) => {
    configYml(text);
    const error = await load().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid-config' });
    expect(inspect(error, { depth: 10 })).not.toContain('s3cr3t');
  });
  test('a fault is said with its place', async () => {
    configYml('port: 1\nroots: [\n');
    expect(await complaint(load())).toMatch(/config\.yml line \d+, column \d+: /);
  });
  test('a MAGPIE_ variable that means nothing is only a warning', async () => {
    expect((await load({}, { MAGPIE_PRT: '1', MAGPIE_TEST_X: '1' })).warnings).toEqual([
      'MAGPIE_PRT (environment) is not a setting; did you mean MAGPIE_PORT?',
    ]);
  });
});

test('an emptied line means not set', async () => {
  configYml('roots:\nmonitor:\n');
  expect((await load()).config.roots).toEqual([]);
});

test('every setting is described and documented, and the uncommented example is valid', () => {
  for (const field of FIELDS) expect(field.description, field.path).not.toBe('');
  const doc = configurationDoc();
  for (const field of FIELDS) expect(doc.includes(`\`${field.path}\``), field.path).toBe(field.hidden !== true);
  const uncommented = configurationExample().replace(/^# ?/gm, '').split('\n').slice(2).join('\n');
  expect(SettingsSchema.safeParse(parse(uncommented, (_key, value: unknown) => value ?? undefined)).error).toBeUndefined();
});
