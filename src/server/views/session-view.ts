import type { z } from 'zod';
import type { Catalog } from '../../catalog/catalog.ts';
import { activeMs, paceFacts } from '../../catalog/session-pace.ts';
import { type RunningFile, runningFiles, type SessionFileRow, type SessionRow, troubleByCode, troubledFiles } from '../../catalog/session-queries.ts';
import { ERROR_CATALOG, type ErrorCode } from '../../core/error-catalog.ts';
import { paceOf } from '../../domain/pace.ts';
import type { SessionOptions, SessionPreview } from '../../domain/session.ts';
import type { SessionErrors, SessionFile, SessionView } from '../schemas/ingest.ts';
import { isoTime } from './iso-time.ts';
import { type Place, type Waiting, waitingReasons } from './waiting.ts';

/** Files under way that a view names. */
const MAX_CURRENT = 16;
const MAX_RUNNING = 500;

/** Sessions as callers see them, with the files that are under way in them now. `place`: see waitingReasons. */
export async function sessionViews(catalog: Catalog, rows: readonly SessionRow[], now: number, place?: Place): Promise<Array<z.infer<typeof SessionView>>> {
  const unfinished = rows.filter((row) => !isResting(row) || row.pending > 0).map((row) => row.id);
  const running = await runningFiles(catalog, unfinished, MAX_RUNNING);
  const waiting = await waitingReasons(catalog, rows, now, place);
  return rows.map((row) => {
    const files = running.filter((file) => file.session_id === row.id);
    return toSessionView(row, files, waiting.get(row.id) ?? null, now);
  });
}

function toSessionView(row: SessionRow, running: readonly RunningFile[], waiting: Waiting | null, now: number): z.infer<typeof SessionView> {
  const options = JSON.parse(row.options_json) as Partial<SessionOptions>;
  const resting = isResting(row);
  const seconds = activeMs(row, row.finished_at ?? now) / 1000;
  const paused = !resting && row.paused === 1;
  const pace = resting || paused ? undefined : paceOf(paceFacts(row), now);
  return {
    id: row.id,
    source: row.source,
    state: row.state,
    mode: row.mode,
    paused,
    waiting,
    paths: [...(options.paths ?? [])],
    options: optionsView(options),
    preview: row.preview_json === null ? null : previewView(JSON.parse(row.preview_json) as SessionPreview),
    discovered: row.discovered,
    ingested: row.ingested,
    duplicate: row.duplicate,
    skipped: row.skipped,
    failed: row.failed,
    quarantined: row.quarantined,
    unchanged: row.unchanged,
    unread: row.unread,
    pending: row.pending,
    bytesDone: row.bytes_done,
    currentName: resting ? null : row.current_name,
    currentFiles: running.slice(0, MAX_CURRENT).map((file) => ({ jobId: file.id, name: file.name, path: pathOf(file) })),
    webhook: row.webhook_url === null ? null : { url: row.webhook_url, state: row.webhook_state ?? 'waiting', error: row.webhook_error },
    createdAt: isoTime(row.created_at),
    finishedAt: row.finished_at === null ? null : isoTime(row.finished_at),
    filesFoldedAt: row.folded_at === null ? null : isoTime(row.folded_at),
    seconds: round(seconds),
    // Of a run of less than a second nobody wants a rate.
    filesPerSecond: round(resting ? (seconds > 1 ? (row.discovered - row.pending) / seconds : 0) : (pace?.filesPerSecond ?? 0)),
    // While files are still being found nobody knows how many there will be.
    etaSeconds: row.state === 'running' && pace !== undefined ? Math.ceil(pace.secondsLeft) : null,
  };
}

function isResting(row: SessionRow): boolean {
  return row.state === 'finished' || row.state === 'cancelled';
}

function optionsView(options: Partial<SessionOptions>): z.infer<typeof SessionView>['options'] {
  return {
    recursive: options.recursive ?? true,
    pattern: options.pattern ?? null,
    maxFiles: options.maxFiles ?? null,
    parallel: options.parallel ?? null,
    skipExisting: options.skipExisting !== false,
    dryRun: options.dryRun === true,
    metadata: options.metadata ?? null,
    nsfw: options.nsfw ?? null,
  };
}

function previewView({ files, bytes, unchanged, endings }: SessionPreview): z.infer<typeof SessionView>['preview'] {
  return { files, bytes, unchanged, endings: endings.map((ending) => ({ ...ending })) };
}

/** How many files failed for which reason, with a few of them. */
export async function sessionErrors(catalog: Catalog, sessionId: string): Promise<z.infer<typeof SessionErrors>> {
  const byCode = new Map<string | null, { failed: number; quarantined: number }>();
  for (const { code, outcome, files } of await troubleByCode(catalog.read, sessionId)) {
    const sum = byCode.get(code) ?? { failed: 0, quarantined: 0 };
    byCode.set(code, outcome === 'failed' ? { ...sum, failed: sum.failed + files } : { ...sum, quarantined: sum.quarantined + files });
  }
  const items = [];
  for (const [code, { failed, quarantined }] of byCode) {
    const examples = (await troubledFiles(catalog, sessionId, code, MAX_EXAMPLES)).map((row) => ({
      name: row.name,
      path: pathOf(row),
      detail: row.error_detail,
    }));
    const { title, next } = toFileError(code ?? 'internal', null);
    items.push({ code: code ?? 'internal', title, next, files: failed + quarantined, failed, quarantined, examples });
  }
  items.sort((a, b) => b.files - a.files || (a.code < b.code ? -1 : 1));
  return { total: items.reduce((sum, item) => sum + item.files, 0), items };
}

const MAX_EXAMPLES = 3;

/** Of an upload the path would be a temporary one, so the name stands for it. */
function pathOf(row: { readonly name: string; readonly payload_json: string }): string {
  const payload = JSON.parse(row.payload_json) as { path?: string; source?: string; origin?: string };
  return payload.origin ?? (payload.source === 'upload' ? row.name : (payload.path ?? row.name));
}

export function toSessionFile(row: SessionFileRow): z.infer<typeof SessionFile> {
  return {
    jobId: row.id,
    name: row.name,
    path: pathOf(row),
    state: row.state,
    outcome: row.outcome,
    assetId: row.asset_id,
    bytes: row.bytes,
    attempts: row.attempt,
    error: row.error_code === null ? null : toFileError(row.error_code, row.error_detail),
    timings: row.timings_json === null ? null : (JSON.parse(row.timings_json) as Record<string, number>),
    finishedAt: row.finished_at === null ? null : isoTime(row.finished_at),
  };
}

export function toFileError(code: string, detail: string | null) {
  // A row may carry a code of a newer version.
  const entry = Object.hasOwn(ERROR_CATALOG, code) ? ERROR_CATALOG[code as ErrorCode] : ERROR_CATALOG.internal;
  return { code, title: entry.title, detail, next: entry.next };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
