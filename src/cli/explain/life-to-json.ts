import { ERROR_CATALOG, type ErrorCode } from '../../core/error-catalog.ts';
import type { JobRow } from '../../catalog/explain-queries.ts';
import type { IngestPayload, StageTimings } from '../../domain/job.ts';
import type { FileLife } from '../../ingest/explain.ts';

/** The life of one file for scripts. Times are ISO 8601, sizes bytes, timings milliseconds per stage. */
export function lifeToJson(subject: string, life: FileLife): object {
  const { asset } = life;
  return {
    subject,
    askedBy: life.askedBy,
    onDisk: life.onDisk ?? null,
    asset:
      asset === undefined
        ? null
        : {
            id: asset.id,
            name: asset.name,
            sha256: asset.sha256.toString('hex'),
            md5: asset.md5.toString('hex'),
            format: asset.format,
            bytes: asset.bytes,
            width: asset.width,
            height: asset.height,
            takenAt: iso(asset.taken_at),
            createdAt: iso(asset.created_at),
            session: asset.session_id,
          },
    locations: life.locations.map(({ kind, path, name, bytes, state, found, created_at }) => ({
      kind,
      path,
      name,
      bytes,
      state,
      found: found ?? null,
      createdAt: iso(created_at),
    })),
    derivatives: life.derivatives.map(({ key, bytes }) => ({ key, bytes: bytes ?? null })),
    jobs: life.jobs.map(jobToJson),
  };
}

export interface JobJson {
  readonly id: number;
  readonly session: string | null;
  readonly path: string | null;
  readonly source: string | null;
  readonly mode: string | null;
  readonly state: string;
  readonly outcome: string | null;
  readonly attempts: number;
  readonly deaths: number;
  readonly alone: boolean;
  readonly leaseOwner: string | null;
  readonly leaseUntil: string | null;
  readonly runAfter: string | null;
  readonly error: { readonly code: string; readonly title: string; readonly detail: string | null; readonly next: string } | null;
  readonly timings: StageTimings | null;
  readonly createdAt: string | null;
  readonly finishedAt: string | null;
}

export function jobToJson(job: JobRow): JobJson {
  const payload = JSON.parse(job.payload_json) as Partial<IngestPayload>;
  const entry = job.error_code === null ? undefined : ERROR_CATALOG[job.error_code as ErrorCode];
  return {
    id: job.id,
    session: job.session_id,
    path: payload.path ?? null,
    source: payload.source ?? null,
    mode: payload.mode ?? null,
    state: job.state,
    outcome: job.outcome,
    attempts: job.attempt,
    deaths: job.deaths,
    alone: job.solo === 1,
    leaseOwner: job.lease_owner,
    leaseUntil: iso(job.lease_until),
    runAfter: job.state === 'ready' ? iso(job.run_after) : null,
    error: job.error_code === null ? null : { code: job.error_code, title: entry?.title ?? job.error_code, detail: job.error_detail, next: entry?.next ?? '' },
    timings: job.timings_json === null ? null : (JSON.parse(job.timings_json) as StageTimings),
    createdAt: iso(job.created_at),
    finishedAt: iso(job.finished_at),
  };
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
