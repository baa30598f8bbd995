import { open, rm, utimes } from 'node:fs/promises';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { AppError, toAppError } from '../../core/errors.ts';
import { MAX_SIDECAR_BYTES, sidecarName } from '../../media/metadata/sidecar-name.ts';
import { SNIFF_BYTES, sniff } from '../../media/sniff.ts';
import { type IdentifyLimits, unsupported } from '../identify.ts';
import { keptAs } from '../keep-file.ts';
import { archiveError } from './archive-entries.ts';
import { isArchive } from './is-archive.ts';

/**
 * Unpacks one entry into the file `target`, fsynced, with its time. What is no supported picture by its first bytes, no file that is kept, nor
 * a sidecar by its name, is not written any further. AppError: `unsupported-type`, `empty-file`, `file-too-large`, `archive-damaged`, errors
 * of the disk; nothing is left behind then.
 */
export async function extractEntry(zip: ZipFile, entry: Entry, target: string, limits: IdentifyLimits): Promise<void> {
  if (entry.uncompressedSize > limits.maxFileBytes) {
    throw new AppError('file-too-large', { detail: `${entry.fileName} has ${entry.uncompressedSize} bytes, the limit is ${limits.maxFileBytes}` });
  }
  if (entry.uncompressedSize === 0) throw new AppError('empty-file', { detail: `${entry.fileName} has 0 bytes` });
  try {
    await extract(zip, entry, target, limits.keepOtherFiles);
    const modified = entry.getLastModDate().getTime();
    if (!Number.isNaN(modified)) await utimes(target, Date.now() / 1000, modified / 1000).catch(diskError);
  } catch (error) {
    await rm(target, { force: true }).catch(() => {});
    throw archiveError(error);
  }
}

async function extract(zip: ZipFile, entry: Entry, target: string, keep: readonly string[] | undefined): Promise<void> {
  // The reader itself sees to it that no more and no fewer bytes come than the directory says.
  const stream = await zip.openReadStreamPromise(entry);
  // An error before the loop below listens, or after it has stopped, would end the process; the loop is told of it all the same.
  stream.on('error', () => {});
  const handle = await open(target, 'w').catch(diskError);
  try {
    let head = Buffer.alloc(0);
    let checked = false;
    let sum = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      if (!checked) {
        head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES - head.length)]);
        checked = head.length === Math.min(SNIFF_BYTES, entry.uncompressedSize);
        if (checked) assertWanted(head, entry, keep);
      }
      await handle.writeFile(chunk).catch(diskError);
    }
    if (sum >>> 0 !== entry.crc32 >>> 0) throw new AppError('archive-damaged', { detail: `${entry.fileName} does not match its checksum` });
    await handle.sync().catch(diskError);
  } finally {
    stream.destroy();
    await handle.close();
  }
}

function assertWanted(head: Buffer, entry: Entry, keep: readonly string[] | undefined): void {
  if (sniff(head) !== undefined || keptAs(basename(entry.fileName), head, keep) !== undefined) return;
  if (isArchive(head)) throw new AppError('unsupported-type', { detail: `${entry.fileName}: an archive inside an archive is not unpacked` });
  // Text can only be told from other text by its name; whether it is one of them ingest finds out.
  if (sidecarName(basename(entry.fileName)) !== undefined && entry.uncompressedSize <= MAX_SIDECAR_BYTES) return;
  throw unsupported(head);
}

function diskError(error: unknown): never {
  throw toAppError(error);
}
