import type { Outcome, SessionFile } from '../../api/types.ts';

export interface UploadProblem {
  readonly title: string;
  readonly detail?: string | null | undefined;
  readonly next: string;
}

/**
 * One file on its way: `queued` here, `sending` over the network, `processing` received and safe on the server's disk,
 * `done` with an outcome, `error` not received, `cancelled` by the person.
 */
export interface UploadItem {
  readonly key: number;
  readonly file: File;
  /** Path inside a dropped folder, or the name. */
  readonly path: string;
  readonly state: 'queued' | 'sending' | 'processing' | 'done' | 'error' | 'cancelled';
  readonly sentBytes: number;
  readonly sessionId?: string;
  /** The name the server gave it; file names are made safe there. */
  readonly serverName?: string;
  readonly outcome?: Outcome;
  readonly assetId?: number | null;
  readonly problem?: UploadProblem | null;
}

export interface BatchLimits {
  readonly maxFiles: number;
  readonly maxBytes: number;
}

/** The next queued files to send together: few enough that one failure costs little, always at least one. */
export function nextBatch(items: readonly UploadItem[], limits: BatchLimits): UploadItem[] {
  const batch: UploadItem[] = [];
  let bytes = 0;
  for (const item of items) {
    if (item.state !== 'queued') continue;
    if (batch.length > 0 && (batch.length >= limits.maxFiles || bytes + item.file.size > limits.maxBytes)) break;
    batch.push(item);
    bytes += item.file.size;
  }
  return batch;
}

/** Shares the bytes of a request out over its files, which are sent one after another. `loaded` and `total` include the form around them. */
export function spreadProgress(sizes: readonly number[], loaded: number, total: number): number[] {
  const content = sizes.reduce((sum, size) => sum + size, 0);
  let left = total > 0 ? Math.min(content, (loaded / total) * content) : 0;
  return sizes.map((size) => {
    const part = Math.min(size, left);
    left -= part;
    return part;
  });
}

/** Gives items of one session what the server says of them. Equal names are told apart by their order. */
export function matchOutcomes(items: readonly UploadItem[], sessionId: string, files: readonly SessionFile[]): UploadItem[] {
  const byName = new Map<string, SessionFile[]>();
  for (const file of [...files].sort((a, b) => a.jobId - b.jobId)) byName.set(file.name, [...(byName.get(file.name) ?? []), file]);
  return items.map((item) => {
    if (item.sessionId !== sessionId || item.state === 'cancelled' || item.state === 'error') return item;
    const file = byName.get(item.serverName ?? item.file.name)?.shift();
    if (!file || item.state === 'done' || file.state !== 'done' || file.outcome === null) return item;
    return { ...item, state: 'done', outcome: file.outcome, assetId: file.assetId, problem: file.error };
  });
}

export interface UploadTotals {
  readonly files: number;
  readonly finished: number;
  readonly problems: number;
  /** 0…1, by bytes sent. */
  readonly progress: number;
  readonly active: boolean;
}

export function totalsOf(items: readonly UploadItem[]): UploadTotals {
  let bytes = 0;
  let sent = 0;
  let finished = 0;
  let problems = 0;
  let files = 0;
  for (const item of items) {
    if (item.state === 'cancelled') continue;
    files += 1;
    bytes += item.file.size;
    sent += item.state === 'processing' || item.state === 'done' || item.state === 'error' ? item.file.size : item.sentBytes;
    if (item.state === 'done' || item.state === 'error') finished += 1;
    if (isProblem(item)) problems += 1;
  }
  return { files, finished, problems, progress: bytes > 0 ? sent / bytes : finished === files ? 1 : 0, active: finished < files };
}

export function isProblem(item: UploadItem): boolean {
  return item.state === 'error' || item.outcome === 'failed' || item.outcome === 'quarantined';
}
