import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WalkOptions, walk } from './walk.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'magpie-walk-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function make(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(dir, name, '..'), { recursive: true });
    await writeFile(join(dir, name), 'x');
  }
}

async function found(roots: string[], options: Partial<WalkOptions> = {}): Promise<{ paths: string[]; errors: string[]; largest: number }> {
  const paths: string[] = [];
  const errors: string[] = [];
  let largest = 0;
  const onError: WalkOptions['onError'] = (path, error) => errors.push(`${error.code} ${path.replace(`${dir}/`, '')}`);
  for await (const batch of walk(roots, { recursive: true, onError, ...options })) {
    largest = Math.max(largest, batch.length);
    paths.push(...batch.map((path) => path.replace(`${dir}/`, '')));
  }
  return { paths, errors, largest };
}

test('finds regular files, in order within a folder; leaves links, hidden and temp-like names', async () => {
  await make('b.jpg', 'a.jpg', 'in/c.png', 'in/deep/d.gif', '.hidden/e.jpg', '.f.jpg', 'g.part', 'Thumbs.db');
  await symlink(dir, join(dir, 'in/loop'));
  await symlink(join(dir, 'a.jpg'), join(dir, 'link.jpg'));
  expect((await found([dir])).paths).toEqual(['a.jpg', 'b.jpg', 'in/c.png', 'in/deep/d.gif']);
  expect((await found([dir], { recursive: false })).paths).toEqual(['a.jpg', 'b.jpg']);
  expect((await found([dir], { pattern: '*.PNG|d.*' })).paths).toEqual(['in/c.png', 'in/deep/d.gif']);
});

test('sidecars go with the files a pattern takes, and with no others', async () => {
  await make('a.jpg', 'a.jpg.xmp', 'a.xmp', 'b.nef', 'b.xmp', 'b.nef.json', 'c.JPG', 'c.xmp', 'c.jpg.txt', 'd.xmp', 'notes.txt', 'scores.json');
  await make('raws/e.nef', 'raws/e.xmp', 'raws/ratings.json', 'both/f.jpg', 'both/f.nef', 'both/f.xmp');
  await symlink(join(dir, 'a.jpg'), join(dir, 'd.jpg'));
  expect((await found([dir], { pattern: '*.jpg' })).paths.sort()).toEqual(
    ['a.jpg', 'a.jpg.xmp', 'a.xmp', 'both/f.jpg', 'both/f.xmp', 'c.JPG', 'c.jpg.txt', 'c.xmp', 'scores.json'].sort(),
  );
  expect((await found([dir], { pattern: '*.nef', recursive: false })).paths.sort()).toEqual(['b.nef', 'b.nef.json', 'b.xmp', 'scores.json']);
  expect((await found([dir], { pattern: '*.gif' })).paths).toEqual([]);
  // One that is asked for by its own name comes alone.
  expect((await found([dir], { pattern: 'd.*' })).paths).toEqual(['d.xmp', 'scores.json']);
});

test('tells of the folders it meets, without entering them when not recursive', async () => {
  await make('in/deep/a.jpg', 'out/b.jpg', '.hidden/c.jpg');
  const folders: string[] = [];
  await found([dir], { recursive: false, exclude: [join(dir, 'out')], onFolder: (path) => folders.push(path) });
  expect(folders).toEqual([join(dir, 'in')]);
});

test('roots: a file is itself, one inside another is walked once, what is missing or no file is told', async () => {
  await make('a.jpg', 'in/b.jpg', 'in/.deep/c.jpg');
  await symlink(join(dir, 'in'), join(dir, 'link'));
  const result = await found([dir, join(dir, 'in'), join(dir, 'a.jpg'), join(dir, 'in/.deep'), `${dir}/`, join(dir, 'gone'), '/dev/null']);
  expect(result.paths.sort()).toEqual(['a.jpg', 'in/.deep/c.jpg', 'in/b.jpg']);
  expect(result.errors).toEqual(['folder-not-found gone', 'not-a-file /dev/null']);
  expect((await found([join(dir, 'link')])).paths).toEqual(['link/b.jpg']);
});

test('excluded folders are not entered from above, also through a root that is a link', async () => {
  await make('lib/a.jpg', 'lib/data/originals/b.jpg', 'lib/data2/c.jpg');
  await symlink(join(dir, 'lib'), join(dir, 'link'));
  const exclude = [join(dir, 'lib/data')];
  expect((await found([join(dir, 'lib')], { exclude })).paths).toEqual(['lib/a.jpg', 'lib/data2/c.jpg']);
  expect((await found([join(dir, 'link')], { exclude })).paths).toEqual(['link/a.jpg', 'link/data2/c.jpg']);
  expect((await found([join(dir, 'lib/data/originals')], { exclude })).paths).toEqual(['lib/data/originals/b.jpg']);
});

test.skipIf(process.platform !== 'linux')('a name that is not UTF-8 is told, a real U+FFFD is a name like others', async () => {
  const raw = (name: string) => Buffer.concat([Buffer.from(`${dir}/`), Buffer.from(name, 'latin1')]);
  for (const name of ['caf\xe9.jpg', 'caf\xe8.jpg', 'real \xff.jpg', 'notes \xff.part']) await writeFile(raw(name), 'x');
  await mkdir(raw('f\xf6lder'));
  await make('real \uFFFD.jpg', 'a.jpg');
  const result = await found([dir]);
  expect(result.paths.sort()).toEqual(['a.jpg', 'real \uFFFD.jpg']);
  const told = (...names: string[]) => names.map((name) => `name-not-utf8 ${name}`);
  expect(result.errors.sort()).toEqual(told('caf\\xE8.jpg', 'caf\\xE9.jpg', 'f\\xF6lder', 'real \\xFF.jpg'));
  expect((await found([dir], { pattern: '*.png', recursive: false })).errors).toEqual([]);
});

test('a giant folder comes in batches too, each file once', async () => {
  const longName = 'n'.repeat(200);
  await mkdir(join(dir, 'big/inner'), { recursive: true });
  for (let start = 0; start < 9_000; start += 500) {
    await Promise.all(Array.from({ length: 500 }, (_, n) => writeFile(join(dir, 'big', `${longName}${start + n}`), '')));
  }
  await make('big/inner/a.jpg', 'small/b.jpg');
  const { paths, largest } = await found([dir]);
  expect(largest).toBe(2_000);
  expect(paths).toHaveLength(9_002);
  expect(new Set(paths).size).toBe(9_002);
  // Sidecars are found in it as well.
  await make('big/p.jpg', 'big/p.xmp', 'big/q.xmp', 'big/scores.json');
  expect((await found([dir], { pattern: 'p.jpg' })).paths.sort()).toEqual(['big/p.jpg', 'big/p.xmp', 'big/scores.json']);
}, 20_000);

test('stops when aborted', async () => {
  await make('a.jpg');
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(found([dir], { signal })).rejects.toThrow('enough');
});
