import { AppError } from '../core/errors.ts';

/** `originals/ab/cd/<sha256>.<ext>`: 65,536 folders, so 10 million files are about 150 in each. */
export function originalKey(sha256: Buffer, ext: string): string {
  return contentKey('originals', sha256, ext);
}

/** `derived/ab/cd/<sha256>.preview.<ext>` */
export function previewKey(sha256: Buffer, ext: string): string {
  return contentKey('derived', sha256, `preview.${ext}`);
}

/** `derived/ab/cd/<sha256>.thumb.webp` */
export function thumbnailKey(sha256: Buffer): string {
  return contentKey('derived', sha256, 'thumb.webp');
}

/** `derived/ab/cd/<sha256>.strip.jpg`: frames of a video side by side. */
export function stripKey(sha256: Buffer): string {
  return contentKey('derived', sha256, 'strip.jpg');
}

/** `derived/ab/cd/<sha256>.proxy.mp4`: a video as browsers play it. */
export function proxyKey(sha256: Buffer): string {
  return contentKey('derived', sha256, 'proxy.mp4');
}

/**
 * The key itself when it names a blob: `originals/…` or `derived/…`, forward slashes, no segment that is empty, `.`
 * or `..`, no NUL, nothing in the temp folders. Otherwise AppError `invalid-input`: keys reach the store from rows and
 * requests, and none may become a path outside of it.
 */
export function checkKey(key: string): string {
  const segments = key.split('/');
  const tree = segments[0];
  const sound =
    (tree === 'originals' || tree === 'derived') &&
    segments.length >= 2 &&
    segments[1] !== TEMP_FOLDER &&
    !/[\\\0]/.test(key) &&
    segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  if (!sound) throw new AppError('invalid-input', { detail: `Not a storage key: ${JSON.stringify(key.slice(0, 200))}` });
  return key;
}

/** The folder of unfinished writes at the top of each tree: one place to sweep after a crash. */
export const TEMP_FOLDER = '.tmp';

/** Below the data folder: what lay in the place of originals and had other bytes than it should. Never emptied by Magpie. */
export const DAMAGED_FOLDER = 'trash/damaged';

function contentKey(tree: 'originals' | 'derived', sha256: Buffer, suffix: string): string {
  if (sha256.length !== 32) throw new AppError('internal', { detail: `A SHA-256 has 32 bytes, not ${sha256.length}` });
  if (!/^[a-z0-9]+(?:\.[a-z0-9]+)?$/.test(suffix)) {
    throw new AppError('invalid-input', { detail: `Not a file extension: ${JSON.stringify(suffix)}` });
  }
  const hex = sha256.toString('hex');
  return `${tree}/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}.${suffix}`;
}
