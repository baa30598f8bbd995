import type { Outcome, Session, SessionFile } from '../../api/types.ts';

export interface UploadProblem {
  readonly code?: string;
  readonly title: string;
  readonly detail?: string | null | undefined;
  readonly next: string;
}

/**
 * One file, archive or list of addresses on its way: `queued` here, `checking` whether the library has it, `ready` to be sent,
 * `sending` over the network, `processing` received and safe on the server's disk, `done` with an outcome, `error` not received,
 * `cancelled` by the person.
 */
export interface UploadItem {
  readonly key: number;
  /** What was dropped or chosen together; becomes one session. */
  readonly batch: number;
  readonly name: string;
  /** Path inside a dropped folder, or the name. */
  readonly path: string;
  readonly size: number;
  /** Absent for addresses. */
  readonly file?: File;
  readonly urls?: readonly string[];
  /** Becomes several files, so that what counts is how its whole session ended. */
  readonly bundle: boolean;
  readonly state: 'queued' | 'checking' | 'ready' | 'sending' | 'processing' | 'done' | 'error' | 'cancelled';
  readonly sentBytes: number;
  /** The connection broke and is tried again. */
  readonly reconnecting?: boolean;
  /** The library had it already, so not a byte was sent. */
  readonly notSent?: boolean;
  readonly sessionId?: string;
  readonly jobId?: number;
  readonly outcome?: Outcome;
  /** What a bundle held. */
  readonly summary?: string;
  readonly assetId?: number | null;
  readonly problem?: UploadProblem | null;
}

export function isWaiting(item: UploadItem): boolean {
  return item.state === 'queued' || item.state === 'checking' || item.state === 'ready' || item.state === 'sending';
}

export function isProblem(item: UploadItem): boolean {
  return item.state === 'error' || item.outcome === 'failed' || item.outcome === 'quarantined';
}

/** The name under which the server takes a file: the last part of a path, without what cannot be seen. */
export function shownName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  return base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '')
    .trim();
}

/**
 * Gives items of one session what the server says of their files. Files of one name are told apart by their size, then by their
 * order; a file that an item has already is not given again.
 */
export function matchOutcomes(items: readonly UploadItem[], sessionId: string, files: readonly SessionFile[]): UploadItem[] {
  const taken = new Set(items.flatMap((item) => (item.sessionId === sessionId && item.jobId !== undefined ? [item.jobId] : [])));
  const byName = new Map<string, SessionFile[]>();
  for (const file of [...files].sort((a, b) => a.jobId - b.jobId)) {
    if (file.state !== 'done' || file.outcome === null || taken.has(file.jobId)) continue;
    byName.set(file.name, [...(byName.get(file.name) ?? []), file]);
  }
  return items.map((item) => {
    if (item.sessionId !== sessionId || item.state !== 'processing' || item.bundle) return item;
    const candidates = byName.get(shownName(item.name)) ?? [];
    const same = candidates.findIndex((file) => file.bytes === item.size);
    const at = same >= 0 ? same : candidates.findIndex((file) => file.bytes === null || file.bytes === 0);
    const [file] = at >= 0 ? candidates.splice(at, 1) : [];
    if (!file?.outcome) return item;
    return { ...item, state: 'done', jobId: file.jobId, outcome: file.outcome, assetId: file.assetId, problem: file.error };
  });
}

/** What became of an archive or of addresses once their session rests, and of files that bear another name there. */
export function matchRest(items: readonly UploadItem[], session: Session, files: readonly SessionFile[]): UploadItem[] {
  if (session.state !== 'finished' && session.state !== 'cancelled') return [...items];
  const count = (n: number, word: string): string[] => (n > 0 ? [`${n} ${word}`] : []);
  const troubled = session.failed + session.quarantined;
  const summary = [
    ...count(session.ingested, 'added'),
    ...count(session.duplicate, 'already there'),
    ...count(session.skipped, 'skipped'),
    ...count(troubled, 'failed'),
  ].join(' · ');
  const good = session.ingested > 0 ? 'ingested' : session.duplicate > 0 ? 'duplicate' : 'skipped';
  const problem = files.find((file) => file.outcome === 'failed' || file.outcome === 'quarantined')?.error ?? null;
  return items.map((item) => {
    if (item.sessionId !== session.id || item.state !== 'processing') return item;
    if (!item.bundle) return { ...item, state: 'done', summary: 'Received' };
    return { ...item, state: 'done', outcome: troubled > 0 ? 'failed' : good, summary: summary || 'Nothing was in it', problem };
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
    bytes += item.size;
    sent += item.state === 'processing' || item.state === 'done' || item.state === 'error' ? item.size : item.sentBytes;
    if (item.state === 'done' || item.state === 'error') finished += 1;
    if (isProblem(item)) problems += 1;
  }
  return { files, finished, problems, progress: bytes > 0 ? sent / bytes : finished === files ? 1 : 0, active: finished < files };
}
