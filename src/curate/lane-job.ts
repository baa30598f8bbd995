import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { giveBack, holdsLease, markDone } from '../catalog/job-queries.ts';
import { AppError } from '../core/errors.ts';
import type { LeasedJob } from '../domain/job.ts';

/** Runs `work` in a transaction only while the job is still ours; otherwise throws `lease-lost` and nothing is written. */
export async function fenced<T>(catalog: Catalog, job: LeasedJob, work: (tx: WriteTx) => Promise<T>): Promise<T> {
  return catalog.write(async (tx) => {
    if (!(await holdsLease(tx, job))) throw new AppError('lease-lost');
    return work(tx);
  });
}

/** Ends the job, together with whatever else `work` writes. */
export async function endJob(catalog: Catalog, job: LeasedJob, now: number, work: (tx: WriteTx) => Promise<void> = async () => {}): Promise<void> {
  await catalog.write(async (tx) => {
    if (!(await markDone(tx, job, { releaseOffer: true, now }))) throw new AppError('lease-lost');
    await work(tx);
  });
}

/** The worker drains: the job goes on with the next one. */
export async function handOver(catalog: Catalog, job: LeasedJob, now: number): Promise<void> {
  await catalog.write((tx) => giveBack(tx, job, { runAfter: now, code: null, detail: null, uncounted: true }));
}
