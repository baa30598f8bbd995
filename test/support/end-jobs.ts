import type { Catalog } from '../../src/catalog/catalog.ts';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ErrorCode } from '../../src/core/error-catalog.ts';
import type { Lane, LeasedJob } from '../../src/domain/job.ts';
import type { Outcome } from '../../src/domain/session.ts';
import { finish, recordEnd } from '../../src/jobs/end-attempt.ts';

/** Claims up to `limit` ready jobs as a worker would. */
export function claim(catalog: Catalog, limit: number, now: number, lane: Lane = 'ingest'): Promise<LeasedJob[]> {
  return catalog.write((tx) => claimJobs(tx, catalog.engine, { lane, owner: 'test', limit, solo: false, now, leaseUntil: now + 30_000 }));
}

/** Ends a job as a worker would, in one transaction. */
export async function end(catalog: Catalog, job: LeasedJob, outcome: Outcome, now: number, code?: ErrorCode): Promise<void> {
  await catalog.write(async (tx) => {
    const error = code === undefined ? {} : { error: new AppError(code, { detail: 'because' }) };
    await recordEnd(tx, job, { outcome, ...error }, { name: (job.payload as { name: string }).name, bytes: 10, timings: {}, now });
    await finish(tx, job, { releaseOffer: false, now });
  });
}
