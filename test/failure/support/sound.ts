import { expect } from 'vitest';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Library } from './library.ts';

/**
 * What must hold of every library at rest, whatever happened to it: each asset has its original with the right bytes and
 * both derivatives, and nothing else lies in the store, no half file and no leftover.
 */
export async function expectSound(library: Library): Promise<void> {
  const wanted: { originals: string[]; derived: string[] } = { originals: [], derived: [] };
  for (const asset of await library.assets()) {
    const hex = asset.sha256.toString('hex');
    const folder = `${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`;
    wanted.originals.push(`${folder}.${asset.format}`);
    wanted.derived.push(`${folder}.preview.${asset.preview_ext}`, `${folder}.thumb.webp`);
  }
  expect(library.files('originals')).toEqual(wanted.originals.sort());
  expect(library.files('derived')).toEqual(wanted.derived.sort());
  expectWholeOriginals(library);
}

/** Every stored original, at any moment, holds the bytes its name promises. */
export function expectWholeOriginals(library: Library): void {
  for (const file of library.files('originals').filter((path) => !path.startsWith('.'))) {
    const bytes = readFileSync(join(library.dataDir, 'originals', file));
    expect(file).toContain(sha256(bytes).toString('hex'));
  }
}

export function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
