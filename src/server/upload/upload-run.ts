import type { MultipartFile } from '@fastify/multipart';
import { sessionStateOf } from '../../catalog/session-state.ts';
import { AppError } from '../../core/errors.ts';
import { isArchiveFile } from '../../ingest/import/is-archive.ts';
import { displayName } from '../../ingest/import/display-name.ts';
import { offerReceived } from '../../ingest/import/offer-received.ts';
import { receivedFolder } from '../../ingest/import/received-folder.ts';
import { openSession, sealSession, touchSession } from '../../ingest/sessions.ts';
import type { ServerDeps } from '../deps.ts';
import { receiveFile } from './receive-file.ts';

export interface UploadResult {
  readonly sessionId: string;
  readonly files: ReadonlyArray<{ name: string; bytes: number }>;
  /** Files that were larger than allowed; the others are kept. */
  readonly tooLarge: ReadonlyArray<{ name: string }>;
}

const TOUCH_MS = 10_000;
const MAX_NAMED = 100;

/**
 * Takes the files of one request in: each is offered to ingest as soon as it is whole and safe on disk, so that a client
 * that goes away loses only the file it was sending. `into` names a session of openUploads that takes the files while it is
 * open; whoever opened it seals it. Else they get one of their own, sealed however it ends. AppError: `session-not-found`,
 * `session-cancelled`, `invalid-input`, `payload-too-large`, errors of the disk.
 */
export async function runUpload(deps: ServerDeps, parts: AsyncIterable<MultipartFile>, signal: AbortSignal, into: string | undefined): Promise<UploadResult> {
  const { catalog, clock, config, logger } = deps;
  const files: Array<{ name: string; bytes: number }> = [];
  const tooLarge: Array<{ name: string }> = [];
  let opened: { id: string; own: boolean; folder: string } | undefined;
  let touch: NodeJS.Timeout | undefined;
  const open = async () => {
    const { id, own } = await sessionFor(deps, into);
    opened = { id, own, folder: await receivedFolder(config.dataDir, id) };
    touch = setInterval(() => {
      touchSession(catalog, id, clock()).catch((error: unknown) => logger.warn({ session: id, err: error }, 'upload: cannot say that it goes on'));
    }, TOUCH_MS);
    return opened;
  };
  try {
    for await (const part of parts) {
      const name = displayName(part.filename);
      const { id, folder } = opened ?? (await open());
      const received = await receiveFile(folder, part.file, signal, () => !part.file.truncated);
      if (!received) {
        if (tooLarge.length < MAX_NAMED) tooLarge.push({ name });
        continue;
      }
      const offer = { path: received.path, name, offerKey: `upload:${received.path}`, archive: await isArchiveFile(received.path) };
      await catalog.write((tx) => offerReceived(tx, id, offer, clock()));
      files.push({ name, bytes: received.bytes });
    }
  } finally {
    clearInterval(touch);
    if (opened?.own) await sealSession(catalog, opened.id, clock());
  }
  if (!opened)
    throw new AppError('invalid-input', {
      detail: 'No file came with the request',
      fields: [{ path: 'files', message: 'Send at least one file in the form field files' }],
    });
  if (files.length === 0)
    throw new AppError('payload-too-large', {
      detail: `Larger than ${config.uploadMaxBytes} bytes: ${tooLarge.map((file) => file.name).join(', ')}`.slice(0, 500),
    });
  return { sessionId: opened.id, files, tooLarge };
}

async function sessionFor({ catalog, clock }: ServerDeps, into: string | undefined): Promise<{ id: string; own: boolean }> {
  if (into !== undefined) {
    const state = await sessionStateOf(catalog.read, into);
    if (state === undefined) throw new AppError('session-not-found');
    if (state === 'cancelled') throw new AppError('session-cancelled');
    if (state === 'discovering') return { id: into, own: false };
  }
  const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, clock());
  return { id, own: true };
}
