import type { z } from 'zod';
import { type SessionFileRow, type SessionRow, sessionFiles } from '../../catalog/session-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Outcome } from '../../domain/session.ts';
import type { JobStatus } from '../schemas/ingest.ts';
import { toSessionFile } from './session-view.ts';

type Status = z.infer<typeof JobStatus>;

const MAX_LISTED = 1000;

/** A session in the words of the job API; the file lists are read only once it rests. */
export async function toJobStatus(catalog: Catalog, row: SessionRow): Promise<Status> {
  const resting = row.state === 'finished' || row.state === 'cancelled';
  const done = row.discovered - row.pending;
  return {
    job_id: row.id,
    status: statusOf(row, done),
    paused: !resting && row.paused === 1,
    progress: resting ? 1 : row.discovered === 0 ? 0 : Math.min(0.99, done / row.discovered),
    discovered: row.discovered,
    processed: row.ingested + row.duplicate,
    skipped: row.skipped,
    failed: row.failed + row.quarantined,
    current_file: resting ? null : row.current_name,
    result: resting ? await resultOf(catalog, row) : null,
  };
}

function statusOf(row: SessionRow, done: number): Status['status'] {
  if (row.state === 'finished') return 'completed';
  if (row.state === 'cancelled') return 'cancelled';
  return done === 0 ? 'pending' : 'processing';
}

async function resultOf(catalog: Catalog, row: SessionRow): Promise<NonNullable<Status['result']>> {
  const list = (outcomes: readonly Outcome[]) => sessionFiles(catalog, row.id, outcomes, 0, MAX_LISTED + 1);
  const processed = await list(['ingested', 'duplicate']);
  // Unsupported files are reported, not ignored; what a cancel left over is neither.
  const failed = await list(['failed', 'quarantined', 'skipped']);
  return {
    total_processed: row.ingested + row.duplicate,
    total_failed: row.failed + row.quarantined,
    total_from_cache: row.duplicate + row.unchanged,
    processed_files: processed.slice(0, MAX_LISTED).map(toProcessed),
    failed_files: failed
      .slice(0, MAX_LISTED)
      .filter((file) => file.error_code !== null)
      .map(toFailed),
    truncated: processed.length > MAX_LISTED || failed.length > MAX_LISTED,
  };
}

function toProcessed(row: SessionFileRow) {
  return {
    file: toSessionFile(row).path,
    source: row.outcome === 'duplicate' ? 'cache' : 'generated',
    details: row.outcome === 'duplicate' ? `Duplicate of asset ${row.asset_id}` : `Asset ${row.asset_id}`,
  };
}

function toFailed(row: SessionFileRow) {
  const file = toSessionFile(row);
  return { file: file.path, error: file.error?.code ?? 'internal', details: file.error?.detail ?? file.error?.title ?? '' };
}
