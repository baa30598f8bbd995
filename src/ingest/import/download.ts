import type { IncomingMessage } from 'node:http';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError, toAppError } from '../../core/errors.ts';
import { SNIFF_BYTES, sniff } from '../../media/sniff.ts';
import { isUgoira } from '../../media/stills/ugoira.ts';
import { keptAs } from '../keep-file.ts';
import { displayName } from './display-name.ts';
import { importUrl } from './import-url.ts';
import type { ImportSettings, Lookup } from './import-settings.ts';
import { isArchive } from './is-archive.ts';
import { requestPinned } from './request-pinned.ts';
import { retryAfterSeconds } from './retry-after.ts';

export interface DownloadRules extends ImportSettings {
  readonly maxFileBytes: number;
  /** See IdentifyLimits. */
  readonly keepOtherFiles?: readonly string[];
  readonly lookup: Lookup;
  /** Whether this address may be connected to. */
  readonly isAllowed: (address: string) => boolean;
}

export interface Downloaded {
  readonly name: string;
  readonly bytes: number;
  readonly archive: boolean;
  /** Last-Modified, milliseconds since 1970. */
  readonly modifiedAt: number | undefined;
}

const MAX_REDIRECTS = 5;
/** The whole of one download: 2 GiB at 20 Mbit/s. */
const TOTAL_MS = 15 * 60_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches one picture or archive into the file `target`, fsynced. Each redirect is checked like the first address. What it is
 * says its first bytes, whatever the server claims; anything but a supported picture, an archive or a file that is kept is given up at once.
 * AppError: `url-refused`, `url-unreachable`, `url-busy`, `url-answer`, `unsupported-type`, `file-too-large`,
 * `empty-file`, errors of the disk. When `signal` aborts, its reason is thrown.
 */
export async function download(address: string, target: string, rules: DownloadRules, signal: AbortSignal): Promise<Downloaded> {
  const ending = AbortSignal.any([signal, AbortSignal.timeout(TOTAL_MS)]);
  let url = importUrl(address, rules);
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const response = await requestPinned(url, rules, ending);
      try {
        const { location } = response.headers;
        if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) return await save(response, url, target, rules);
        url = importUrl(location, rules, url);
      } finally {
        response.destroy();
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) throw error;
    const detail = ending.aborted ? `${url.host} took longer than ${TOTAL_MS / 60_000} minutes` : `${url.host}: ${(error as Error).message}`;
    throw new AppError('url-unreachable', { detail, cause: error });
  }
  throw new AppError('url-answer', { detail: `${url.host} redirected more than ${MAX_REDIRECTS} times` });
}

async function save(response: IncomingMessage, url: URL, target: string, rules: DownloadRules): Promise<Downloaded> {
  checkStatus(response, url);
  const name = nameOf(response, url);
  const tooLarge = () => new AppError('file-too-large', { detail: `${name} has more than ${rules.maxFileBytes} bytes` });
  if (Number(response.headers['content-length'] ?? 0) > rules.maxFileBytes) throw tooLarge();
  const handle = await open(target, 'w').catch(diskError);
  try {
    let head = Buffer.alloc(0);
    let bytes = 0;
    let known: 'picture' | 'archive' | undefined;
    const look = (): void => {
      known ??= kindOf(head, name, response, rules.keepOtherFiles);
    };
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > rules.maxFileBytes) throw tooLarge();
      if (head.length < SNIFF_BYTES) head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES - head.length)]);
      if (head.length === SNIFF_BYTES) look();
      await write(handle, chunk);
    }
    if (bytes === 0) throw new AppError('empty-file', { detail: `${url.host} gave 0 bytes` });
    look();
    await handle.sync().catch(diskError);
    const modified = Date.parse(response.headers['last-modified'] ?? '');
    return { name, bytes, archive: known === 'archive' && !(await isUgoira({ path: target })), modifiedAt: Number.isNaN(modified) ? undefined : modified };
  } finally {
    await handle.close();
  }
}

async function write(handle: FileHandle, chunk: Buffer): Promise<void> {
  await handle.writeFile(chunk).catch(diskError);
}

function diskError(error: unknown): never {
  throw toAppError(error);
}

function checkStatus(response: IncomingMessage, url: URL): void {
  const status = response.statusCode ?? 0;
  const detail = `${url.host} answered ${status} ${response.statusMessage ?? ''}`.trim();
  if (status === 429 || status === 503) {
    const wait = retryAfterSeconds(response.headers['retry-after'], Date.now());
    throw new AppError('url-busy', { detail, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) });
  }
  if (status >= 500 || status === 408) throw new AppError('url-unreachable', { detail });
  if (status !== 200) throw new AppError('url-answer', { detail });
  const encoding = response.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new AppError('url-answer', { detail: `${url.host} sent it packed as ${encoding}, which was not asked for` });
}

function kindOf(head: Buffer, name: string, response: IncomingMessage, keep: readonly string[] | undefined): 'picture' | 'archive' {
  if (isArchive(head)) return 'archive';
  if (sniff(head) === undefined && keptAs(name, head, keep) === undefined) {
    const type = response.headers['content-type']?.split(';', 1)[0] ?? 'something unnamed';
    throw new AppError('unsupported-type', { detail: `${name}: what came (${type}) is no supported picture by its first bytes` });
  }
  return 'picture';
}

/** The name the server gives, else the last part of the address. */
function nameOf(response: IncomingMessage, url: URL): string {
  const disposition = response.headers['content-disposition'] ?? '';
  const extended = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition)?.[1];
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition);
  const given = extended === undefined ? (plain?.[1] ?? plain?.[2]) : decoded(extended);
  return displayName(given ?? decoded(url.pathname.split('/').at(-1) ?? ''), url.hostname);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
