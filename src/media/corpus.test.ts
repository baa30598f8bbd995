import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../core/errors.ts';
import type { Analysis } from '../domain/asset.ts';
import type { MediaFormat } from '../domain/format.ts';
import { analyse } from './analyse.ts';
import { isComplete } from './completeness.ts';
import { configureSharp } from './configure-sharp.ts';
import { sniff } from './sniff.ts';

/** Real files beside the checkout; without them these tests are skipped, and say so. */
const CORPUS = join(import.meta.dirname, '../../../shared/corpus');
const LIMITS = { maxPixels: 100_000_000, timeoutSeconds: 30 };

beforeAll(configureSharp);

function filesIn(folder: string): string[] {
  const path = join(CORPUS, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function read(path: string): Promise<Analysis> {
  const bytes = readFileSync(path);
  const format = sniff(bytes) as MediaFormat;
  expect(isComplete(format, bytes), path).toBe(true);
  return analyse(bytes, format, LIMITS);
}

describe.each([
  ['Landscape', 1800, 1200],
  ['Portrait', 1200, 1800],
])('orientation %s', (name, width, height) => {
  const files = filesIn('orientation').filter((path) => path.includes(`${name}_`));
  test.skipIf(files.length === 0)('all variants are the same picture upright', async () => {
    const all = await Promise.all(files.map(read));
    for (const [i, analysis] of all.entries()) {
      expect(analysis, files[i]).toMatchObject({ width, height });
      expect(analysis.fingerprint.phash, files[i]).toEqual(all[0]!.fingerprint.phash);
    }
    expect(new Set(all.map((analysis) => analysis.orientation))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
  });
});

const cameras = filesIn('cameras');
test.skipIf(cameras.length === 0)('every camera file is analysed, nearly all with camera and date', { timeout: 60_000 }, async () => {
  const all: Analysis[] = [];
  for (const path of cameras) all.push(await read(path));
  for (const analysis of all) {
    expect(analysis.thumbnail.length).toBeGreaterThan(100);
    expect(analysis.fingerprint.phash.length).toBe(8);
  }
  expect(all.filter(({ metadata: { facts } }) => facts.cameraMake !== undefined).length).toBeGreaterThan(50);
  expect(all.filter(({ metadata: { facts } }) => facts.takenAt !== undefined).length).toBeGreaterThan(55);
});

const hostile = filesIn('hostile');
test.skipIf(hostile.length === 0)('every hostile file ends with an analysis or a named error', { timeout: 60_000 }, async () => {
  for (const path of hostile) {
    const bytes = readFileSync(path);
    const format = sniff(bytes);
    if (format === undefined || format === 'svg') continue;
    isComplete(format, bytes);
    const result: unknown = await analyse(bytes, format, LIMITS).catch((error: unknown) => error);
    if (result instanceof Error) {
      expect(result, path).toBeInstanceOf(AppError);
      expect(['file-truncated', 'decode-failed', 'too-many-pixels'], path).toContain((result as AppError).code);
    }
  }
});
