import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { originalKey, previewKey } from './keys.ts';
import { LocalStore } from './local-store.ts';

let dir: string;
let store: LocalStore;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'magpie-blobs-'));
  store = new LocalStore(dir);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const bytes = randomBytes(300_000);
const sha = createHash('sha256').update(bytes).digest();
const key = originalKey(sha, 'jpg');
const derived = previewKey(sha, 'jpg');

async function collect(prefix: 'originals' | 'derived'): Promise<{ key: string; size: number }[]> {
  const all: { key: string; size: number }[] = [];
  for await (const batch of store.list(prefix)) all.push(...batch);
  return all;
}
const temps = async (tree: string): Promise<string[]> => readdir(join(dir, tree, '.tmp')).catch(() => []);

describe('what was put', () => {
  test('comes back whole, by range, with its hash and size, and leaves no temp', async () => {
    expect(await store.put(key, bytes, 'durable')).toBe('stored');
    expect(await store.put(key, bytes, 'durable')).toBe('existed');
    expect((await store.read(key)).equals(bytes)).toBe(true);
    expect((await buffer(store.stream(key, { start: 10, end: 19 }))).equals(bytes.subarray(10, 20))).toBe(true);
    expect((await store.hash(key)).equals(sha)).toBe(true);
    expect((await store.stat(key))?.size).toBe(bytes.length);
    expect((await readFile(store.localPath(key))).equals(bytes)).toBe(true);
    expect(await temps('originals')).toEqual([]);
  });

  test('an original of another size is an error and stays as it is', async () => {
    await store.put(key, bytes, 'durable');
    await expect(store.put(key, bytes.subarray(1), 'durable')).rejects.toMatchObject({ code: 'stored-bytes-differ' });
    await expect(store.replace(key, bytes)).rejects.toMatchObject({ code: 'internal' });
    expect((await store.hash(key)).equals(sha)).toBe(true);
  });

  test('a torn derivative is replaced, a whole one kept', async () => {
    expect(await store.put(derived, Buffer.alloc(0), 'rederivable')).toBe('stored');
    expect(await store.put(derived, bytes, 'rederivable')).toBe('stored');
    expect(await store.put(derived, bytes, 'rederivable')).toBe('existed');
    await store.replace(derived, bytes.subarray(5));
    expect((await store.read(derived)).length).toBe(bytes.length - 5);
    expect(await temps('derived')).toEqual([]);
  });

  test('comes again after somebody removed its folder', async () => {
    await store.put(key, bytes, 'durable');
    await rm(join(dir, 'originals'), { recursive: true });
    expect(await store.put(key, bytes, 'durable')).toBe('stored');
  });
});

test('nothing under the key: stat is undefined, remove is fine, reading says so', async () => {
  expect(await store.stat(key)).toBeUndefined();
  await store.remove(key);
  await expect(store.read(key)).rejects.toMatchObject({ code: 'file-vanished' });
  await expect(store.hash(key)).rejects.toMatchObject({ code: 'file-vanished' });
  await store.put(key, bytes, 'durable');
  await store.remove(key);
  expect(await store.stat(key)).toBeUndefined();
});

test('a key never becomes a path outside', async () => {
  await expect(store.put('originals/../../evil', bytes, 'durable')).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(store.read('catalog.db')).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(store.remove('originals/.tmp/x')).rejects.toMatchObject({ code: 'invalid-input' });
  expect(() => store.stream('/etc/passwd')).toThrow(expect.objectContaining({ code: 'invalid-input' }));
});

test('adopt moves a streamed file in, and takes the temp away when the key is taken', async () => {
  const first = await store.tempPath();
  await writeFile(first, bytes);
  expect(await store.adopt(key, first)).toBe('stored');
  const second = await store.tempPath();
  await writeFile(second, bytes);
  expect(await store.adopt(key, second)).toBe('existed');
  expect(await temps('originals')).toEqual([]);
  expect((await store.hash(key)).equals(sha)).toBe(true);
  await expect(store.adopt(key, second)).rejects.toMatchObject({ code: 'file-vanished' });
});

test('list gives every file in batches, without temps', async () => {
  expect(await collect('derived')).toEqual([]);
  await mkdir(join(dir, 'originals/ab/cd'), { recursive: true });
  await Promise.all(Array.from({ length: 1_201 }, (_, n) => writeFile(join(dir, `originals/ab/cd/${n}.jpg`), 'x'.repeat(n % 7))));
  await writeFile(await store.tempPath(), 'half');
  await store.put(key, bytes, 'durable');
  const sizes: number[] = [];
  for await (const batch of store.list('originals')) sizes.push(batch.length);
  expect(sizes).toEqual([1_000, 202]);
  const all = await collect('originals');
  expect(new Set(all.map((item) => item.key)).size).toBe(1_202);
  expect(all.find((item) => item.key === key)?.size).toBe(bytes.length);
});

test('a sweep takes leftovers of dead processes only', async () => {
  const ours = await store.tempPath();
  await writeFile(ours, 'being written');
  const [host] = ours.split('/').at(-1)!.split('.');
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const temp = (name: string) => join(dir, 'originals/.tmp', name);
  await writeFile(temp(`${host}.${child.pid}.0.a`), 'its process ended');
  await writeFile(temp(`${host}.${process.pid}.0.b`), 'an earlier process with our number');
  await writeFile(temp(`${host}.1.0.c`), 'a living process');
  await writeFile(temp('stranger'), 'unknown, young');
  await writeFile(temp('stranger-old'), 'unknown, two days old');
  const old = new Date(Date.now() - 48 * 3_600_000);
  await utimes(temp('stranger-old'), old, old);
  expect(await store.sweepTemps(60_000)).toBe(1);
  expect(await store.sweepTemps(0)).toBe(2);
  expect((await temps('originals')).sort()).toEqual([ours.split('/').at(-1), `${host}.1.0.c`, 'stranger'].sort());
});

test('a full disk is disk-full, leaves no half file, and goes on once there is space', async ({ skip, onTestFinished }) => {
  const small = await mkdtemp(join(tmpdir(), 'magpie-small-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small]).status === 0;
  onTestFinished(async () => {
    if (mounted) spawnSync('umount', [small]);
    await rm(small, { recursive: true, force: true });
  });
  skip(!mounted, 'needs the right to mount a small file system');
  const store = new LocalStore(small);
  await expect(store.put(key, bytes, 'durable')).rejects.toMatchObject({ code: 'disk-full' });
  await expect(store.put(derived, bytes, 'rederivable')).rejects.toMatchObject({ code: 'disk-full' });
  expect(await readdir(join(small, 'originals/.tmp'))).toEqual([]);
  expect(await store.stat(key)).toBeUndefined();
  expect(await store.put('originals/ab/cd/small.bin', bytes.subarray(0, 1_000), 'durable')).toBe('stored');
});

describe('several processes', () => {
  const module = new URL('./local-store.ts', import.meta.url).href;
  const points = new URL('../core/crash-point.ts', import.meta.url).href;
  const run = (code: string): ChildProcess => spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const output = async (child: ChildProcess): Promise<string> => (await buffer(child.stdout!)).toString();

  test('one of several writers of the same keys stores each, all agree on the bytes', async () => {
    const code = `import { LocalStore } from ${JSON.stringify(module)};
      const store = new LocalStore(${JSON.stringify(dir)});
      let stored = 0;
      for (let n = 0; n < 40; n += 1) {
        const results = await Promise.all([0, 1, 2].map(() => store.put('originals/aa/bb/' + n + '.bin', Buffer.alloc(50000, n), 'durable')));
        stored += results.filter((result) => result === 'stored').length;
      }
      console.log(stored);`;
    const counts = await Promise.all([run(code), run(code)].map(async (child) => Number(await output(child))));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
    expect((await collect('originals')).every((item) => item.size === 50_000)).toBe(true);
    expect(await temps('originals')).toEqual([]);
  }, 20_000);

  test.each(['place:temp-written', 'place:renamed'])(
    'killed at %s, the next put completes it',
    async (point) => {
      const child = run(`import { LocalStore } from ${JSON.stringify(module)};
      import { armCrashPoint } from ${JSON.stringify(points)};
      armCrashPoint(${JSON.stringify(point)});
      await new LocalStore(${JSON.stringify(dir)}).put(${JSON.stringify(key)}, Buffer.alloc(1000, 7), 'durable');`);
      const [, signal] = await once(child, 'exit');
      expect(signal).toBe('SIGKILL');
      expect(await temps('originals')).toHaveLength(1);
      const half = await collect('originals');
      expect(half).toEqual(point === 'place:renamed' ? [{ key, size: 1000 }] : []);
      expect(await store.put(key, Buffer.alloc(1000, 7), 'durable')).toBe(half.length ? 'existed' : 'stored');
      expect(await store.sweepTemps(0)).toBe(1);
      expect(await collect('originals')).toEqual([{ key, size: 1000 }]);
    },
    20_000,
  );
});
