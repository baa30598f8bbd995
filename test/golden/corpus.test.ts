import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Analysis } from '../../src/domain/asset.ts';
import type { MediaFormat } from '../../src/domain/format.ts';
import { analyse } from '../../src/media/analyse.ts';
import { configureSharp } from '../../src/media/configure-sharp.ts';
import { sniff } from '../../src/media/sniff.ts';
import { endExifTool } from '../../src/media/tools/exiftool.ts';
import { findTool } from '../../src/media/tools/find-tool.ts';
import { corpus } from '../support/corpus.ts';

/** Everything that ingest itself finds out about each real file, as one JSON per folder. Pixels are compared elsewhere, by eye and by hash. */
const FOLDERS = ['cameras', 'orientation', 'formats'] as const;
/** What reads them is not everywhere. */
const NEEDS: Partial<Record<MediaFormat, string>> = { heic: 'heif-convert', mp4: 'ffmpeg', mov: 'ffmpeg', '3gp': 'ffmpeg' };

beforeAll(configureSharp);
afterAll(endExifTool);

for (const folder of FOLDERS) {
  const path = corpus(folder);
  if (path === undefined) console.warn(`skipped: no ../shared/corpus/${folder}`);
  test.skipIf(path === undefined)(`${folder}: what each file is and says`, { timeout: 120_000 }, async () => {
    const found: Record<string, unknown> = {};
    const golden = JSON.parse(readFileSync(join(import.meta.dirname, `corpus/${folder}.json`), 'utf8')) as Record<string, unknown>;
    for (const name of readdirSync(path!).sort()) {
      const bytes = readFileSync(join(path!, name));
      const format = sniff(bytes);
      const tool = format && NEEDS[format];
      // Where a program is missing the file has nothing to be compared with.
      if (tool !== undefined && (await findTool(tool, [tool === 'ffmpeg' ? '-version' : '--help'])) === undefined) found[name] = golden[name];
      else found[name] = format === undefined ? 'unsupported' : told(await analyse(bytes, format, { maxPixels: 1e8, timeoutSeconds: 60 }));
    }
    await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot(`corpus/${folder}.json`);
  });
}

function told({ format, width, height, orientation, frames, hasAlpha, metadata, motion }: Analysis): unknown {
  const { framesHash, strip, ...moving } = motion ?? {};
  return {
    format,
    width,
    height,
    orientation,
    frames,
    hasAlpha,
    facts: metadata.facts,
    ...(motion === undefined ? {} : { motion: { ...moving, hashes: (framesHash?.length ?? 0) / 8, strip: strip !== undefined } }),
  };
}
