import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../../test/support/temp-dir.ts';
import { originalKey } from '../blobs/keys.ts';
import { LocalStore } from '../blobs/local-store.ts';
import { healStored } from './heal-stored.ts';

const bytes = Buffer.from('the bytes as they came in'.repeat(1000));
const sha256 = createHash('sha256').update(bytes).digest();
const key = originalKey(sha256, 'jpg');

function place(stored: Buffer | undefined) {
  const dir = tempDir('heal');
  const store = new LocalStore(dir);
  const path = store.localPath(key);
  mkdirSync(dirname(path), { recursive: true });
  if (stored !== undefined) writeFileSync(path, stored);
  const aside = join(dir, 'trash/damaged');
  const kept = (): string[] => (existsSync(aside) ? readdirSync(aside) : []);
  const temps = (): string[] => (existsSync(join(dir, 'originals/.tmp')) ? readdirSync(join(dir, 'originals/.tmp')) : []);
  return { store, path, dir, aside, kept, temps };
}

test('a sound copy is left alone, a missing one is stored', async () => {
  const sound = place(bytes);
  expect(await healStored(sound.store, key, sha256, bytes)).toBe('sound');
  const missing = place(undefined);
  expect(await healStored(missing.store, key, sha256, bytes)).toBe('restored');
  expect(readFileSync(missing.path).equals(bytes)).toBe(true);
  expect([sound.kept(), missing.kept(), missing.temps()]).toEqual([[], [], []]);
});

test('a damaged one is replaced and kept; the same damage once, another beside it', async () => {
  const damaged = Buffer.from(bytes).fill(0, 50, 60);
  const { store, path, aside, kept, temps } = place(damaged);
  for (let i = 0; i < 2; i++) {
    writeFileSync(path, damaged);
    expect(await healStored(store, key, sha256, bytes)).toBe('replaced');
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(kept()).toHaveLength(1);
  }
  expect(readFileSync(join(aside, kept()[0]!)).equals(damaged)).toBe(true);
  writeFileSync(path, bytes.subarray(0, 10));
  expect(await healStored(store, key, sha256, bytes)).toBe('replaced');
  expect([kept().length, temps()]).toEqual([2, []]);
});

test('bytes at hand that are damaged as well change nothing', async () => {
  const damaged = bytes.subarray(1);
  const { store, path, dir, kept, temps } = place(damaged);
  const other = join(dir, 'other.jpg');
  writeFileSync(other, Buffer.from(bytes).fill(1, 9));
  await expect(healStored(store, key, sha256, { path: other })).rejects.toMatchObject({ code: 'stored-bytes-differ' });
  await expect(healStored(store, key, sha256, { path: join(dir, 'nothing.jpg') })).rejects.toMatchObject({ code: 'file-vanished' });
  expect(readFileSync(path).equals(damaged)).toBe(true);
  expect([kept(), temps()]).toEqual([[], []]);
});
