import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { syncFolder } from '../../blobs/durable-folders.ts';
import type { WriteTx } from '../../catalog/catalog.ts';
import { lockSession, sessionStateOf, touch } from '../../catalog/session-state.ts';
import { seal } from '../../catalog/session-writes.ts';
import { deleteUpload, finishUpload, insertUpload, lockUpload, saveReceived, unlockUpload, uploadById, type UploadRow } from '../../catalog/upload-queries.ts';
import { AppError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { isArchiveFile } from '../../ingest/import/is-archive.ts';
import { offerReceived } from '../../ingest/import/offer-received.ts';
import { durableFolder } from '../../ingest/import/received-folder.ts';
import { openSessionIn } from '../../ingest/sessions.ts';
import type { ServerDeps } from '../deps.ts';
import { appendChunk } from './append-chunk.ts';
import type { Checksum, UploadMetadata } from './tus-headers.ts';

/** An upload nobody goes on with is removed after a week. */
const EXPIRES_MS = 7 * 24 * 3_600_000;
/** A web process that is killed while it receives keeps others out for no longer than this. */
const LOCK_MS = 10_000;
const RENEW_MS = 3_000;

/** What a client is told of an upload. */
export type UploadState = Pick<UploadRow, 'id' | 'length' | 'received' | 'metadata' | 'expires_at' | 'done' | 'session_id'>;

/**
 * Resumable uploads. The bytes lie in tmp/tus/<id>; the row says how many of them are safe, who receives now, and, in the
 * transaction that offers the file, that it is whole. So any web process can go on with any upload, after any crash.
 */
export class TusUploads {
  readonly #deps: ServerDeps;

  constructor(deps: ServerDeps) {
    this.#deps = deps;
  }

  /** AppError: `payload-too-large`, `session-not-found`. */
  async create(length: number, metadata: UploadMetadata): Promise<UploadState> {
    const { catalog, config, clock } = this.#deps;
    if (length > config.uploadMaxBytes) throw new AppError('payload-too-large', { detail: `${length} bytes, the limit is ${config.uploadMaxBytes}` });
    const now = clock();
    const id = newId(now);
    if (metadata.session !== null && (await sessionStateOf(catalog.read, metadata.session)) === undefined) throw new AppError('session-not-found');
    const folder = await durableFolder(config.dataDir, join(config.dataDir, 'tmp', 'tus'));
    await (await open(this.path(id), 'wx')).close();
    await syncFolder(folder);
    await catalog.write(async (tx) => {
      await insertUpload(tx, {
        id,
        session_id: metadata.session,
        name: metadata.name,
        metadata: metadata.raw,
        length,
        received: 0,
        modified_at: metadata.modifiedAt,
        done: 0,
        lock_until: 0,
        created_at: now,
        expires_at: now + EXPIRES_MS,
      });
      if (metadata.session !== null) await touch(tx, metadata.session, now);
    });
    // Nothing more would come that could finish it.
    return length === 0 ? this.#locked(id, (owner, row) => this.#save(row, owner, 0)).then(() => this.find(id)) : this.find(id);
  }

  /** AppError: `upload-not-found`. */
  async find(id: string): Promise<UploadState> {
    const row = await uploadById(this.#deps.catalog.read, id);
    if (row === undefined || row.expires_at < this.#deps.clock()) throw new AppError('upload-not-found');
    return row;
  }

  /**
   * Takes one chunk; the file is offered to ingest once it is whole. AppError: `upload-not-found`, `upload-locked`,
   * `upload-offset`, `upload-checksum`, `payload-too-large`, `session-cancelled`, errors of the disk.
   */
  async receive(id: string, offset: number, body: Readable, checksum: Checksum | undefined, signal: AbortSignal): Promise<UploadState> {
    await this.find(id);
    await this.#locked(id, async (owner, row, lost) => {
      if (row.received !== offset) throw new AppError('upload-offset', { detail: `It goes on at ${row.received}, not at ${offset}` });
      if (row.done === 1) return;
      const order = {
        path: this.path(id),
        from: offset,
        length: row.length,
        checksum,
        signal: AbortSignal.any([signal, lost]),
        onDurable: (safe: number) => this.#save(row, owner, safe),
      };
      await appendChunk(order, body);
    });
    return this.find(id);
  }

  /** AppError: `upload-not-found`, `upload-locked`, `session-finished` for one that is whole. */
  async remove(id: string): Promise<void> {
    await this.find(id);
    await this.#locked(id, async (_owner, row) => {
      if (row.done === 1) throw new AppError('session-finished', { detail: 'The file is whole and was handed to ingest' });
      await this.#deps.catalog.write((tx) => deleteUpload(tx, id));
      await rm(this.path(id), { force: true });
    });
  }

  path(id: string): string {
    return join(this.#deps.config.dataDir, 'tmp', 'tus', id);
  }

  async #locked(id: string, work: (owner: string, row: UploadRow, lost: AbortSignal) => Promise<void>): Promise<void> {
    const { catalog, clock, logger } = this.#deps;
    const owner = `${this.#deps.owner}:${randomBytes(6).toString('hex')}`;
    const lock = () =>
      catalog.write(async (tx) => {
        const row = await lockUpload(tx, id, owner, clock() + LOCK_MS, clock());
        // The session would be taken for abandoned while one large file comes in.
        if (row !== undefined && row.done === 0 && row.session_id !== null) await touch(tx, row.session_id, clock());
        return row;
      });
    const row = await lock();
    if (row === undefined) throw new AppError('upload-locked', { retryAfterSeconds: 2 });
    const lost = new AbortController();
    const renew = setInterval(() => {
      lock().then(
        (still) => still ?? lost.abort(new AppError('upload-locked')),
        (error: unknown) => logger.warn({ err: error, upload: id }, 'upload: cannot say that it goes on'),
      );
    }, RENEW_MS);
    try {
      await work(owner, row, lost.signal);
    } finally {
      clearInterval(renew);
      await catalog.write((tx) => unlockUpload(tx, id, owner));
    }
  }

  /** So many bytes are on disk. With the last of them the file is offered, in the same transaction. */
  async #save(row: UploadRow, owner: string, received: number): Promise<void> {
    const { catalog, clock } = this.#deps;
    const whole = received === row.length;
    const archive = whole && (await isArchiveFile(this.path(row.id)));
    if (whole && row.modified_at !== null) await this.#setTime(row.id, row.modified_at);
    await catalog.write(async (tx) => {
      const now = clock();
      if (!(await saveReceived(tx, row.id, owner, received, now + EXPIRES_MS))) throw new AppError('upload-locked');
      if (!whole) return;
      const session = await this.#sessionFor(tx, row, now);
      await offerReceived(tx, session.id, { path: this.path(row.id), name: row.name, offerKey: `tus:${row.id}`, archive }, now);
      if (session.own) await seal(tx, session.id, now);
      await finishUpload(tx, row.id, session.id);
    });
  }

  /** The session asked for while it is open, else one of its own: a slow upload outlives its batch. */
  async #sessionFor(tx: WriteTx, row: UploadRow, now: number): Promise<{ id: string; own: boolean }> {
    const state = row.session_id === null ? undefined : await lockSession(tx, row.session_id);
    if (row.session_id !== null && state === 'discovering') return { id: row.session_id, own: false };
    if (state === 'cancelled') throw new AppError('session-cancelled');
    const { id } = await openSessionIn(tx, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, now);
    return { id, own: true };
  }

  async #setTime(id: string, modifiedAt: number): Promise<void> {
    const handle = await open(this.path(id), 'r+');
    try {
      // Half a millisecond more: seconds with a fraction come out a little short otherwise.
      await handle.utimes(new Date(), (modifiedAt + 0.5) / 1000);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
