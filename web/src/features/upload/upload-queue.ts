import { problemOf } from '../../api/problem.ts';
import type { Session, SessionFile } from '../../api/types.ts';
import type { DroppedFile } from './dropped-files.ts';
import type { KnownFile } from './known-files.ts';
import type { SendOrder } from './send-resumable.ts';
import { UploadBatches } from './upload-batches.ts';
import { isWaiting, matchRest, matchOutcomes, type UploadItem } from './upload-item.ts';

export interface SessionResult {
  readonly session: Session;
  readonly files: readonly SessionFile[];
}

export interface UploadServer {
  known(file: File): Promise<KnownFile | null>;
  /** Opens a session for files that come together. */
  open(): Promise<string>;
  seal(session: string): Promise<void>;
  /** Returns the session that takes the file in. */
  send(order: SendOrder): Promise<string>;
  /** Returns the session that fetches these addresses. */
  fetch(urls: readonly string[]): Promise<string>;
  resultOf(session: string): Promise<SessionResult>;
}

/** Checked ahead of sending: enough that one question covers many files. */
const CHECKING = 64;
/** With the event stream below the six connections a browser gives one host over HTTP/1.1. */
const SENDING = 4;
/** Events tell when a session moved; this is for when none come. */
const POLL_MS = 2500;
const TELL_MS = 120;
const ARCHIVE = /\.zip$/i;

/** Files from the moment they are dropped until the server says what became of each. What is dropped together is one session. */
export class UploadQueue {
  private items: readonly UploadItem[] = [];
  private told: readonly UploadItem[] = [];
  private toldAt = -TELL_MS;
  private telling: ReturnType<typeof setTimeout> | undefined;
  private nextKey = 1;
  private nextBatch = 1;
  private readonly requests = new Map<number, AbortController>();
  private readonly following = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private poll: ReturnType<typeof setTimeout> | undefined;
  private readonly server: UploadServer;
  private readonly batches: UploadBatches;

  constructor(server: UploadServer) {
    this.server = server;
    this.batches = new UploadBatches(server);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** As last told to the listeners. */
  readonly snapshot = (): readonly UploadItem[] => this.told;

  add(files: readonly DroppedFile[]): void {
    const together = this.nextBatch++;
    const added = files.map(({ file, path }): UploadItem => {
      const bundle = ARCHIVE.test(file.name);
      // An archive has a session of its own, so that it can be said what was in it.
      const batch = bundle ? this.nextBatch++ : together;
      const state = bundle ? 'ready' : 'queued';
      return { key: this.nextKey++, batch, name: file.name, path, size: file.size, file, bundle, state, sentBytes: 0 };
    });
    this.update([...this.items, ...added]);
    this.pump();
  }

  addUrls(urls: readonly string[]): void {
    if (urls.length === 0) return;
    const name = urls.length === 1 ? (urls[0] as string) : `${urls.length} addresses`;
    const item = { key: this.nextKey++, batch: this.nextBatch++, name, path: urls.join('\n'), size: 0, urls, bundle: true };
    this.update([...this.items, { ...item, state: 'ready', sentBytes: 0 }]);
    this.pump();
  }

  /** Stops what is not on the server yet: one file, or all. */
  cancel(key?: number): void {
    const hits = new Set(this.items.filter((item) => (key === undefined || item.key === key) && isWaiting(item)).map((item) => item.key));
    this.update(this.items.map((item) => (hits.has(item.key) ? { ...item, state: 'cancelled', sentBytes: 0 } : item)));
    for (const hit of hits) this.requests.get(hit)?.abort(new DOMException('Cancelled', 'AbortError'));
    this.settle();
  }

  /** Sends again: one file, or all that went wrong. */
  retry(key?: number): void {
    const again = (item: UploadItem): boolean =>
      key === undefined
        ? item.state === 'error' || item.outcome === 'failed'
        : item.key === key && (item.state === 'error' || item.state === 'done' || item.state === 'cancelled');
    const batch = this.nextBatch++;
    this.update(
      this.items.map((item) => {
        if (!again(item)) return item;
        const { key: same, name, path, size, file, urls, bundle } = item;
        const what = { key: same, batch: bundle ? this.nextBatch++ : batch, name, path, size, bundle, sentBytes: 0 };
        return { ...what, ...(file ? { file } : {}), ...(urls ? { urls } : {}), state: 'ready' };
      }),
    );
    this.pump();
  }

  /** The server is back: what was given up for want of a connection goes on. */
  retryLost(): void {
    const lost = (item: UploadItem): boolean => item.state === 'error' && item.problem?.code === 'unreachable';
    if (!this.items.some(lost)) return;
    this.update(this.items.map((item) => (lost(item) ? { ...item, state: 'ready', problem: null } : item)));
    this.pump();
  }

  /** Forgets the files that are through; those under way stay. */
  clear(): void {
    this.update(this.items.filter((item) => isWaiting(item) || item.state === 'processing'));
  }

  /** A session moved, as an event told. */
  sessionMoved(sessionId: string): void {
    if (this.items.some((item) => item.sessionId === sessionId && item.state === 'processing')) void this.follow(sessionId);
  }

  private pump(): void {
    let checking = this.items.filter((item) => item.state === 'checking').length;
    for (const item of this.items) {
      if (item.state !== 'queued' || !item.file) continue;
      if (checking >= CHECKING) break;
      checking += 1;
      void this.check(item, item.file);
    }
    for (const item of this.items) {
      if (this.requests.size >= SENDING) break;
      if (item.state === 'ready') void this.send(item);
    }
  }

  private async check({ key }: UploadItem, file: File): Promise<void> {
    this.patch(key, { state: 'checking' });
    const known = await this.server.known(file);
    this.patch(key, known ? { state: 'done', outcome: 'duplicate', assetId: known.assetId, notSent: true } : { state: 'ready' });
    this.settle();
    this.pump();
  }

  private async send(item: UploadItem): Promise<void> {
    const { key, batch, file, path, urls } = item;
    const request = new AbortController();
    this.requests.set(key, request);
    this.patch(key, { state: 'sending', sentBytes: 0 });
    try {
      const order = {
        path,
        session: () => this.batches.session(batch),
        onProgress: (sent: number) => this.patch(key, { sentBytes: sent, reconnecting: false }),
        onTrouble: () => this.patch(key, { reconnecting: true }),
        signal: request.signal,
      };
      const sessionId = file ? await this.server.send({ ...order, file }) : await this.server.fetch(urls ?? []);
      if (file) this.batches.takenBy(batch, sessionId);
      this.patch(key, { state: 'processing', sessionId, reconnecting: false });
      void this.follow(sessionId);
    } catch (error) {
      this.patch(key, { state: 'error', problem: problemOf(error), reconnecting: false });
    } finally {
      this.requests.delete(key);
      this.settle();
      this.pump();
    }
  }

  private settle(): void {
    this.batches.settle(new Set(this.items.filter(isWaiting).map((item) => item.batch)));
  }

  private async follow(sessionId: string): Promise<void> {
    if (this.following.has(sessionId)) return;
    this.following.add(sessionId);
    try {
      // Awaited first: the items may change while the answer is on its way.
      const { session, files } = await this.server.resultOf(sessionId);
      this.update(matchRest(matchOutcomes(this.items, sessionId, files), session, files));
    } catch {
      // Asked again by the next event or poll.
    } finally {
      this.following.delete(sessionId);
    }
    clearTimeout(this.poll);
    this.poll = setTimeout(() => {
      for (const id of new Set(this.items.filter((item) => item.state === 'processing').map((item) => item.sessionId))) if (id) void this.follow(id);
    }, POLL_MS);
  }

  /** A cancelled file stays so, whatever its request still tells. */
  private patch(key: number, change: Partial<UploadItem>): void {
    this.update(this.items.map((item) => (item.key === key && item.state !== 'cancelled' ? { ...item, ...change } : item)));
  }

  /** At once when nothing was told for a while, else together with what comes within a moment: a thousand files move a lot. */
  private update(items: readonly UploadItem[]): void {
    this.items = items;
    if (this.telling !== undefined) return;
    const wait = Math.max(0, this.toldAt + TELL_MS - performance.now());
    if (wait === 0) this.tell();
    else this.telling = setTimeout(() => this.tell(), wait);
  }

  private tell(): void {
    this.telling = undefined;
    this.told = this.items;
    this.toldAt = performance.now();
    for (const listener of this.listeners) listener();
  }
}
