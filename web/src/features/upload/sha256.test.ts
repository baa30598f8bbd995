import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Sha256 } from './sha256.ts';

const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 131 + length) % 256);
const expected = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('agrees with the hash of Node at every length around a block', () => {
  for (let length = 0; length < 200; length++) {
    const hash = new Sha256();
    hash.update(bytesOf(length));
    expect(hash.hex()).toBe(expected(bytesOf(length)));
  }
});

test('pieces of any size give the hash of the whole', () => {
  const whole = bytesOf(300_007);
  for (const piece of [1, 63, 64, 65, 4096, 100_000]) {
    const hash = new Sha256();
    for (let at = 0; at < whole.length; at += piece) hash.update(whole.subarray(at, at + piece));
    expect(hash.hex()).toBe(expected(whole));
  }
});
