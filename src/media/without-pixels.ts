import type { Analysis } from '../domain/asset.ts';
import type { FileFormat } from '../domain/file-format.ts';

/** What a plain file is to a library of pictures: no size, no fingerprint, no picture of it; its tile is drawn when it is asked for. */
export function withoutPixels(format: FileFormat): Analysis {
  const none = Buffer.alloc(0);
  return {
    format,
    width: 0,
    height: 0,
    orientation: 1,
    frames: 1,
    hasAlpha: false,
    fingerprint: { phash: none, fineHash: none, colors: [], thumbhash: none },
    metadata: { facts: {}, raw: {} },
    preview: { bytes: none, ext: 'svg' },
    thumbnail: none,
  };
}
