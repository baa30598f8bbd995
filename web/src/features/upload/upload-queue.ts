import { problemOf } from '../../api/problem.ts';
import type { SessionFile } from '../../api/types.ts';
import type { DroppedFile } from './dropped-files.ts';
import type { Accepted } from './send-files.ts';
import { matchOutcomes, nextBatch, spreadProgress, type UploadItem } from './upload-item.ts';

export interface UploadServer {
  send(files: readonly File[], onProgress: (loaded: number, total: number) => void, signal: AbortSignal): Promise<Accepted>;
  /** All files of a session, as far as known. */
  filesOf(sessionId: string): Promise<readonly SessionFile[]>;
}

/** Small enough that a broken connection costs little, large enough that a session is not a single file. */
const LIMITS = { maxFiles: 25, maxBytes: 100_000_000 };
const PARALLEL = 2;
/** Events tell when a session moved; this is for when none come. */
const POLL_MS = 2500;

/** Files from the moment they are dropped until the server says what became of each. */
export class UploadQueue {
  private items: readonly UploadItem[] = [];
  private nextKey = 1;
  private readonly requests = new Map<AbortController, ReadonlySet<number>>();
  private readonly following = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private poll: ReturnType<typeof setTimeout> | undefined;
  private readonly server: UploadServer;

  constructor(server: UploadServer) {
    this.server = server;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): readonly UploadItem[] => this.items;

  add(files: readonly DroppedFile[]): void {
    const added = files.map(({ file, path }): UploadItem => ({ key: this.nextKey++, file, path, state: 'queued', sentBytes: 0 }));
    this.update([...this.items, ...added]);
    this.pump();
  }

  /** Stops what is not on the server yet: one file, or all. Others of the same request are queued again. */
  cancel(key?: number): void {
    const hit = (item: UploadItem): boolean => (key === undefined || item.key === key) && (item.state === 'queued' || item.state === 'sending');
    const hits = new Set(this.items.filter(hit).map((item) => item.key));
    this.update(this.items.map((item) => (hits.has(item.key) ? { ...item, state: 'cancelled', sentBytes: 0 } : item)));
    for (const [request, keys] of this.requests) if ([...keys].some((one) => hits.has(one))) request.abort(new DOMException('Cancelled', 'AbortError'));
  }

  /** Sends again: one file, or all that went wrong or were cancelled. */
  retry(key?: number): void {
    const again = (item: UploadItem): boolean =>
      key === undefined
        ? item.state === 'error' || item.outcome === 'failed'
        : item.key === key && (item.state === 'error' || item.state === 'done' || item.state === 'cancelled');
    this.update(this.items.map((item) => (again(item) ? { key: item.key, file: item.file, path: item.path, state: 'queued', sentBytes: 0 } : item)));
    this.pump();
  }

  /** Forgets the files that are through; those under way stay. */
  clear(): void {
    this.update(this.items.filter((item) => item.state === 'queued' || item.state === 'sending' || item.state === 'processing'));
  }

  /** A session moved, as an event told. */
  sessionMoved(sessionId: string): void {
    if (this.items.some((item) => item.sessionId === sessionId && item.state === 'processing')) void this.follow(sessionId);
  }

  private pump(): void {
    while (this.requests.size < PARALLEL) {
      const batch = nextBatch(this.items, LIMITS);
      if (batch.length === 0) return;
      void this.sendBatch(batch);
    }
  }

  private async sendBatch(batch: readonly UploadItem[]): Promise<void> {
    const keys = batch.map((item) => item.key);
    const request = new AbortController();
    this.requests.set(request, new Set(keys));
    this.patch(keys, () => ({ state: 'sending', sentBytes: 0 }));
    const sizes = batch.map((item) => item.file.size);
    try {
      const onProgress = (loaded: number, total: number): void => {
        const sent = spreadProgress(sizes, loaded, total);
        this.patch(keys, (at) => ({ sentBytes: sent[at] ?? 0 }));
      };
      const accepted = await this.server.send(
        batch.map((item) => item.file),
        onProgress,
        request.signal,
      );
      this.patch(keys, (at) => ({
        state: 'processing',
        sessionId: accepted.job_id,
        serverName: accepted.files[at]?.name ?? (batch[at] as UploadItem).file.name,
      }));
      void this.follow(accepted.job_id);
    } catch (error) {
      const problem = problemOf(error);
      // A cancelled file takes its request with it; the others of that request go back into the queue.
      this.patch(keys, () => (request.signal.aborted ? { state: 'queued', sentBytes: 0 } : { state: 'error', problem }));
    } finally {
      this.requests.delete(request);
      this.pump();
    }
  }

  private async follow(sessionId: string): Promise<void> {
    if (this.following.has(sessionId)) return;
    this.following.add(sessionId);
    try {
      // Awaited first: the items may change while the answer is on its way.
      const files = await this.server.filesOf(sessionId);
      this.update(matchOutcomes(this.items, sessionId, files));
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

  private patch(keys: readonly number[], change: (at: number) => Partial<UploadItem>): void {
    const at = new Map(keys.map((key, index) => [key, index]));
    this.update(this.items.map((item) => (at.has(item.key) && item.state !== 'cancelled' ? { ...item, ...change(at.get(item.key) as number) } : item)));
  }

  private update(items: readonly UploadItem[]): void {
    this.items = items;
    for (const listener of this.listeners) listener();
  }
}
