import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashBuffer, hashFile } from './hashing.ts';

test('known digests of nothing and of abc', () => {
  expect(hashBuffer(Buffer.alloc(0)).md5.toString('hex')).toBe('d41d8cd98f00b204e9800998ecf8427e');
  expect(hashBuffer(Buffer.from('abc')).sha256.toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a file gives the digests of its bytes, and each chunk passes by once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'magpie-hash-'));
  try {
    const bytes = Buffer.alloc(2_500_000, 'magpie');
    await writeFile(join(folder, 'a'), bytes);
    const seen: Uint8Array[] = [];
    const hash = await hashFile(join(folder, 'a'), (chunk) => void seen.push(chunk));
    expect(hash).toEqual(hashBuffer(bytes));
    expect(Buffer.concat(seen).equals(bytes)).toBe(true);
    await expect(hashFile(join(folder, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
  } finally {
    await rm(folder, { recursive: true });
  }
});
