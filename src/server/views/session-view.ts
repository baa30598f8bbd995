import type { z } from 'zod';
import type { SessionFileRow, SessionRow } from '../../catalog/session-queries.ts';
import { ERROR_CATALOG, type ErrorCode } from '../../core/error-catalog.ts';
import type { SessionOptions } from '../../domain/session.ts';
import type { SessionFile, SessionView } from '../schemas/ingest.ts';
import { isoTime } from './iso-time.ts';

export function toSessionView(row: SessionRow, now: number): z.infer<typeof SessionView> {
  const options = JSON.parse(row.options_json) as Partial<SessionOptions>;
  const done = row.discovered - row.pending;
  const seconds = Math.max(0, ((row.finished_at ?? now) - row.created_at) / 1000);
  // The first second says nothing about the rate.
  const filesPerSecond = seconds > 1 ? done / seconds : 0;
  const resting = row.state === 'finished' || row.state === 'cancelled';
  return {
    id: row.id,
    source: row.source,
    state: row.state,
    mode: row.mode,
    paths: [...(options.paths ?? [])],
    discovered: row.discovered,
    ingested: row.ingested,
    duplicate: row.duplicate,
    skipped: row.skipped,
    failed: row.failed,
    quarantined: row.quarantined,
    pending: row.pending,
    bytesDone: row.bytes_done,
    currentName: resting ? null : row.current_name,
    createdAt: isoTime(row.created_at),
    finishedAt: row.finished_at === null ? null : isoTime(row.finished_at),
    seconds: round(seconds),
    filesPerSecond: round(filesPerSecond),
    // While files are still being found nobody knows how many there will be.
    etaSeconds: row.state === 'running' && filesPerSecond > 0 ? Math.ceil(row.pending / filesPerSecond) : null,
  };
}

/** `source` upload: the path would be a temporary one, so the name stands for it. */
export function toSessionFile(row: SessionFileRow): z.infer<typeof SessionFile> {
  const payload = JSON.parse(row.payload_json) as { path?: string; source?: string };
  return {
    jobId: row.id,
    name: row.name,
    path: payload.source === 'upload' ? row.name : (payload.path ?? row.name),
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

function toFileError(code: string, detail: string | null) {
  // A row may carry a code of a newer version.
  const entry = Object.hasOwn(ERROR_CATALOG, code) ? ERROR_CATALOG[code as ErrorCode] : ERROR_CATALOG.internal;
  return { code, title: entry.title, detail, next: entry.next };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
