import { lstat, readdir } from 'node:fs/promises';
import { forEachLimit } from '../core/pool.ts';
import { TEMP_FOLDER } from './keys.ts';

/**
 * Every file below `<dataDir>/<prefix>` in batches of at most 1,000, folder after folder in name order; holds one
 * folder in memory. The tree's temp folder is left out, what vanishes meanwhile too. Throws system errors: a folder
 * that cannot be read must not look empty to whoever compares it with the catalog.
 */
export async function* listFiles(dataDir: string, prefix: string): AsyncGenerator<{ key: string; size: number }[]> {
  const batch: { key: string; size: number }[] = [];
  const folders = [prefix];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(`${dataDir}/${folder}`, { withFileTypes: true }).catch(noneWhenMissing);
    const files: string[] = [];
    const inner: string[] = [];
    for (const entry of entries) {
      if (folder === prefix && entry.name === TEMP_FOLDER) continue;
      (entry.isDirectory() ? inner : files).push(`${folder}/${entry.name}`);
    }
    folders.push(...inner.sort().toReversed());
    files.sort();
    for (let start = 0; start < files.length; start += BATCH) {
      batch.push(...(await sized(dataDir, files.slice(start, start + BATCH))));
      while (batch.length >= BATCH) yield batch.splice(0, BATCH);
    }
  }
  if (batch.length > 0) yield batch;
}

async function sized(dataDir: string, keys: string[]): Promise<{ key: string; size: number }[]> {
  const sizes = new Map<string, number>();
  await forEachLimit(keys, 16, async (key) => {
    const stats = await lstat(`${dataDir}/${key}`).catch(noneWhenMissing);
    if (!Array.isArray(stats)) sizes.set(key, stats.size);
  });
  return keys.filter((key) => sizes.has(key)).map((key) => ({ key, size: sizes.get(key)! }));
}

function noneWhenMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

const BATCH = 1_000;
