import { mkdtemp, open, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openForWriting } from './open-writers.ts';

test.skipIf(process.platform !== 'linux')('tells writers from readers, through links and renames', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'magpie-writers-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const name of ['written', 'read', 'idle', 'moved']) await writeFile(join(dir, name), 'x');
  await symlink(dir, join(dir, 'link'));
  const handles = [await open(join(dir, 'written'), 'r+'), await open(join(dir, 'read'), 'r'), await open(join(dir, 'moved'), 'a')];
  await rename(join(dir, 'moved'), join(dir, 'moved.jpg'));
  const look = async () => {
    const paths = ['link/written', 'link/read', 'link/idle', 'link/moved.jpg'].map((name) => join(dir, name));
    const held = await openForWriting(await Promise.all(paths.map(async (path) => ({ path, ...(await stat(path)) }))));
    return [...held].map((path) => path.slice(dir.length + 6)).sort();
  };
  expect(await look()).toEqual(['moved.jpg', 'written']);
  for (const handle of handles) await handle.close();
  expect(await look()).toEqual([]);
  expect(await openForWriting([])).toEqual(new Set());
});
