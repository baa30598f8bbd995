import { readFile } from 'node:fs/promises';
import type { WriteTx } from '../catalog/catalog.ts';
import { dropGeneration, generationOf, putGeneration } from '../catalog/metadata-queries.ts';
import type { MediaFormat } from '../domain/format.ts';
import type { Generation } from '../domain/generation.ts';
import { BUFFER_BYTES } from '../ingest/identify.ts';
import { rereadGeneration } from '../media/generation/read-generation.ts';
import type { MediaLimits } from '../media/limits.ts';

/** Texts may stand behind the pixels of these: they are read whole, as ingest does. */
const READ_WHOLE: ReadonlySet<MediaFormat> = new Set(['png', 'jpg']);

/** How a picture was generated, by the readers of today; `unknown` when that cannot be told now, so that what is known stays. */
export async function rereadAsset(
  path: string,
  { format, bytes }: { readonly format: MediaFormat; readonly bytes: number },
  limits: MediaLimits,
): Promise<Generation | 'none' | 'unknown'> {
  try {
    const input = READ_WHOLE.has(format) && bytes <= BUFFER_BYTES ? await readFile(path) : { path };
    return await rereadGeneration(input, format, limits);
  } catch {
    return 'unknown';
  }
}

/**
 * Puts that in the place of what was known, as a whole: a field that is no longer found was misread, and so are its keywords. The texts
 * as they were found stay all, also those that are no longer looked at, as long as anything says that it was generated.
 */
export async function putReread(tx: WriteTx, assetId: number, made: Generation | 'none' | 'unknown'): Promise<void> {
  if (made === 'unknown') return;
  if (made === 'none') return dropGeneration(tx, assetId);
  const before = await generationOf(tx, assetId);
  const raw = before === undefined ? {} : (JSON.parse(before.raw_json) as Record<string, string>);
  await putGeneration(tx, assetId, { ...made, raw: { ...raw, ...made.raw } });
}
