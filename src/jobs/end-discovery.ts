import type { WriteTx } from '../catalog/catalog.ts';
import { markDone } from '../catalog/job-queries.ts';
import { AppError } from '../core/errors.ts';
import type { LeasedJob } from '../domain/job.ts';

/** Ends a discover job; it is no file, so no session counts it. */
export async function endDiscovery(tx: WriteTx, job: LeasedJob, now: number): Promise<void> {
  if (!(await markDone(tx, job, { releaseOffer: false, now }))) throw new AppError('lease-lost');
}
