import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { allProcesses, forgetProcess } from '../catalog/processes.ts';
import { extendLeases, inFlight, type InFlight, notInHand, postpone, quarantine, reopen } from '../catalog/recovery-queries.ts';
import { countDone, countOutcome } from '../catalog/session-writes.ts';
import type { Lane } from '../domain/job.ts';
import { pidAlive } from '../core/pid-alive.ts';
import { LEASE_MS } from './lease.ts';

/** Deaths of a worker under a living supervisor, the last ones with this job alone in flight, after which it is poison. */
const MAX_DEATHS = 3;
/**
 * When a whole machine or group goes down, nothing says that a job did it; so many such ends in a row do. A service
 * manager that restarts us every second would otherwise loop for ever on a file that exhausts the memory.
 */
const ORPHANED_SOLO_AT = 10;
const ORPHANED_POISON_AT = 15;
/** A process row of this host that is silent this long is dead even when its pid lives: the pid was given again. */
const SILENT_MS = 20_000;
/** The database has just been away. */
const LEFT_DELAY_MS = 1_000;

/** Prolongs what these processes hold. Called by who watches them, never by the busy worker itself. */
export async function renewLeases(catalog: Catalog, owners: readonly string[], now: number): Promise<void> {
  if (owners.length === 0) return;
  await catalog.write((tx) => extendLeases(tx, owners, now + LEASE_MS));
}

/** A worker died under a living supervisor: its jobs go back at once and run alone, so that the poison one is found. */
export async function releaseDead(catalog: Catalog, owner: string, now: number): Promise<number> {
  return catalog.write(async (tx) => {
    const jobs = await inFlight(tx, { owner });
    for (const job of jobs) {
      const deaths = job.deaths + 1;
      if (job.lane === 'ingest' && job.solo === 1 && deaths >= MAX_DEATHS && job.outcome === null) await poison(tx, job, deaths, now);
      else await reopen(tx, job.id, { deaths, solo: job.lane === 'ingest' });
    }
    return jobs.length;
  });
}

/** Leases that ran out: their owner is gone with whoever watched it. */
export async function recoverExpired(catalog: Catalog, now: number): Promise<number> {
  return catalog.write(async (tx) => {
    const jobs = await inFlight(tx, { expiredBefore: now });
    for (const job of jobs) await reopenOrphan(tx, job, now);
    return jobs.length;
  });
}

/**
 * What a living worker lost hold of: its claim or the end of its job could not be written, or was written and the answer
 * got lost. Nobody else frees these, for its leases are renewed. `failed` are those whose own error it was; they count.
 */
export async function recoverLeft(
  catalog: Catalog,
  worker: { owner: string; lane: Lane; inHand: ReadonlySet<number>; failed: ReadonlySet<number> },
  now: number,
): Promise<number> {
  return catalog.write(async (tx) => {
    const jobs = await notInHand(tx, worker.owner, worker.lane, worker.inHand);
    for (const job of jobs) {
      await reopenOrphan(tx, job, now);
      await postpone(tx, job.id, { runAfter: now + LEFT_DELAY_MS, uncounted: !worker.failed.has(job.id) });
    }
    return jobs.length;
  });
}

/** At start: what processes of this host left behind that are not there any more. Returns the number of jobs freed. */
export async function recoverOrphans(catalog: Catalog, host: string, now: number, isAlive: (pid: number) => boolean = pidAlive): Promise<number> {
  let freed = 0;
  for (const row of await allProcesses(catalog)) {
    if (row.host !== host) continue;
    if (isAlive(row.pid) && row.heartbeat_at > now - SILENT_MS) continue;
    freed += await catalog.write(async (tx) => {
      const jobs = await inFlight(tx, { owner: row.id });
      for (const job of jobs) await reopenOrphan(tx, job, now);
      return jobs.length;
    });
    await forgetProcess(catalog, row.id);
  }
  return freed;
}

async function reopenOrphan(tx: WriteTx, job: InFlight, now: number): Promise<void> {
  const suspect = job.lane === 'ingest' && job.outcome === null;
  if (suspect && job.solo === 1 && job.attempt >= ORPHANED_POISON_AT) await poison(tx, job, job.deaths, now);
  else await reopen(tx, job.id, { deaths: job.deaths, solo: job.solo === 1 || (suspect && job.attempt >= ORPHANED_SOLO_AT) });
}

async function poison(tx: WriteTx, job: InFlight, deaths: number, now: number): Promise<void> {
  await quarantine(tx, job.id, {
    code: 'poison-file',
    detail: `${deaths} worker processes ended while they read it, the last ones with nothing else in hand`,
    deaths,
    now,
  });
  if (job.session_id === null) return;
  await countOutcome(tx, job.session_id, 'quarantined', { bytes: 0, name: job.name, now });
  await countDone(tx, job.session_id, now);
}
