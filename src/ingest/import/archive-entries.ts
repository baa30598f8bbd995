import type { Entry, ZipFile } from 'yauzl';
import { AppError } from '../../core/errors.ts';

const MAX_ENTRIES = 10_000;
/** Deflate makes photographs hardly smaller; a bomb claims a thousandfold. */
const MAX_RATIO = 200;
/** A plain white scan of this size does shrink so much, and harms nobody. */
const RATIO_COUNTS_FROM = 1024 * 1024;

/**
 * The files an archive holds, read from its directory before anything is unpacked. One that asks for trouble is refused as
 * a whole: links and devices, paths that are absolute or lead out, more entries or bytes than allowed, sizes no picture
 * compresses to, entries that share their bytes. AppError: `archive-refused`, `-encrypted`, `-too-large`, `-damaged`.
 */
export async function archiveEntries(zip: ZipFile, limits: { readonly maxUnpackedBytes: number }): Promise<Entry[]> {
  if (zip.entryCount > MAX_ENTRIES) throw new AppError('archive-too-large', { detail: `It has ${zip.entryCount} entries, the limit is ${MAX_ENTRIES}` });
  const files: Entry[] = [];
  let unpacked = 0;
  let packed = 0;
  for await (const entry of namedSafely(zip)) {
    if (unixKind(entry) === FOLDER || entry.fileName.endsWith('/')) continue;
    if (entry.isEncrypted()) throw new AppError('archive-encrypted');
    const kind = unixKind(entry);
    if (kind !== 0 && kind !== REGULAR) throw new AppError('archive-refused', { detail: `${entry.fileName} is a link or a device` });
    if (entry.uncompressedSize > RATIO_COUNTS_FROM && entry.uncompressedSize > MAX_RATIO * entry.compressedSize) {
      throw new AppError('archive-refused', { detail: `${entry.fileName} claims to be more than ${MAX_RATIO} times its packed size` });
    }
    unpacked += entry.uncompressedSize;
    packed += entry.compressedSize;
    if (unpacked > limits.maxUnpackedBytes) throw new AppError('archive-too-large', { detail: `Its files have more than ${limits.maxUnpackedBytes} bytes` });
    files.push(entry);
  }
  if (packed > zip.fileSize) throw new AppError('archive-refused', { detail: 'Its entries share their bytes' });
  return files;
}

async function* namedSafely(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    throw archiveError(error);
  }
}

/** What the reader says about an archive, in our words. */
export function archiveError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const leadsOut = /relative path|absolute path|invalid characters in fileName/i.test(message);
  return new AppError(leadsOut ? 'archive-refused' : 'archive-damaged', { detail: message.slice(0, 300), cause: error });
}

const REGULAR = 0o100000;
const FOLDER = 0o040000;
const MADE_BY_UNIX = 3;

/** The file type bits of an entry that was made on a Unix; 0 when nothing is said. */
function unixKind(entry: Entry): number {
  return entry.versionMadeBy >>> 8 === MADE_BY_UNIX ? (entry.externalFileAttributes >>> 16) & 0o170000 : 0;
}
