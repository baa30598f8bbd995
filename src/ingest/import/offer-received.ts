import type { WriteTx } from '../../catalog/catalog.ts';
import { insertFileJobs } from '../../catalog/import-queries.ts';
import { lockSession } from '../../catalog/session-state.ts';
import { AppError } from '../../core/errors.ts';
import type { IngestPayload } from '../../domain/job.ts';

/** A file that came from outside and is whole and safe on disk. */
export interface ReceivedFile {
  readonly path: string;
  readonly name: string;
  readonly offerKey: string;
  /** Its files are taken in instead of itself. */
  readonly archive: boolean;
}

/** Offers a received file in a session that is still open for offers; it is removed once it is safely stored. */
export async function offerReceived(tx: WriteTx, sessionId: string, file: ReceivedFile, now: number): Promise<void> {
  const state = await lockSession(tx, sessionId);
  if (state !== 'discovering') throw new AppError(state === undefined ? 'session-not-found' : 'session-finished');
  const payload: IngestPayload = { source: 'upload', path: file.path, name: file.name, mode: 'move' };
  await insertFileJobs(tx, sessionId, [{ lane: file.archive ? 'unpack' : 'ingest', payload, offerKey: file.offerKey }], now);
}
