import { hostname } from 'node:os';
import type { Selectable } from 'kysely';
import { pidAlive } from '../core/pid-alive.ts';
import type { Catalog } from './catalog.ts';
import type { ProcessTable } from './schema.ts';

export type ProcessRow = Selectable<ProcessTable>;

export interface ProcessIdentity {
  /** UUIDv7; also the owner of the leases this process takes. */
  readonly id: string;
  readonly role: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: number;
}

/** A process that has not said anything for this long does not count as running. Beats come every 5 s. */
const ALIVE_MS = 15_000;

/** Says that `process` is alive. */
export async function beat(catalog: Catalog, process: ProcessIdentity, now: number): Promise<void> {
  await catalog.write((tx) =>
    tx
      .insertInto('process')
      .values({ id: process.id, role: process.role, host: process.host, pid: process.pid, started_at: process.startedAt, heartbeat_at: now })
      .onConflict((c) => c.column('id').doUpdateSet({ heartbeat_at: now, pid: process.pid }))
      .execute(),
  );
}

export async function forgetProcess(catalog: Catalog, id: string): Promise<void> {
  await catalog.write((tx) => tx.deleteFrom('process').where('id', '=', id).execute());
}

/** Processes that beat lately; of this machine only those that still run, so that a killed one does not count for 15 s. */
export async function liveProcesses(catalog: Catalog, now: number, maxAgeMs = ALIVE_MS): Promise<ProcessRow[]> {
  const rows = await catalog.read
    .selectFrom('process')
    .selectAll()
    .where('heartbeat_at', '>', now - maxAgeMs)
    .orderBy('started_at')
    .execute();
  const here = hostname();
  return rows.filter((row) => row.host !== here || pidAlive(row.pid));
}

export async function allProcesses(catalog: Catalog): Promise<ProcessRow[]> {
  return catalog.read.selectFrom('process').selectAll().execute();
}
