import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { AssetRow } from '../catalog/asset-queries.ts';
import { AppError } from '../core/errors.ts';
import { CONTENT_RATINGS } from '../domain/tag.ts';

/** What a `.json` sidecar says of an asset, under `magpie`; undefined when nothing was said of it. */
export function exportedMarks(asset: AssetRow): Record<string, unknown> | undefined {
  const { rating, favourite, content_rating: place } = asset;
  if (rating === null && favourite === 0 && place === null) return undefined;
  return {
    // Known again by these, whatever its name is by then.
    asset: asset.id,
    sha256: asset.sha256.toString('hex'),
    score: rating,
    favourite: favourite === 1,
    contentRating: place === null ? null : CONTENT_RATINGS[place],
  };
}

/** Puts marks into a JSON sidecar, new or there already; what others wrote there stays. One that is no JSON object is left alone: `not-a-file`. */
export async function writeMarks(path: string, marks: Record<string, unknown>): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  let before: unknown;
  try {
    before = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    before = undefined;
  }
  if (typeof before !== 'object' || before === null || Array.isArray(before))
    throw new AppError('not-a-file', { detail: `${path} is no JSON sidecar; it was left as it is` });
  const temp = `${path}.magpie-part`;
  try {
    await writeFile(temp, `${JSON.stringify({ ...before, magpie: marks }, null, 2)}\n`, { flush: true });
    await rename(temp, path);
  } finally {
    await rm(temp, { force: true });
  }
}
