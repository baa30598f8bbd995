import { access, constants, statfs } from 'node:fs/promises';
import type { Catalog } from '../../catalog/catalog.ts';
import { delayedSessions, longestPause } from '../../catalog/lane-queries.ts';
import type { SessionRow } from '../../catalog/session-queries.ts';
import { ERROR_CATALOG, type ErrorCode } from '../../core/error-catalog.ts';
import { toAppError } from '../../core/errors.ts';
import type { Lane } from '../../domain/job.ts';
import { isQuiet } from '../../domain/quiet-hours.ts';

/** Why a run stands still although nobody paused it. */
export interface Waiting {
  readonly code: ErrorCode;
  readonly title: string;
  readonly detail: string | null;
  readonly next: string;
}

/** Causes that lie in the machine and not in a file: the run waits and goes on by itself. The gravest first. */
const MACHINE: readonly ErrorCode[] = ['disk-full', 'read-only', 'catalog-unreachable', 'catalog-locked', 'too-many-open-files'];
const FILE_LANES: readonly Lane[] = ['ingest', 'discover', 'fetch', 'unpack'];
/** Less than this cannot take a picture, and the catalog itself may not be writable any more. */
const FULL_BYTES = 1024 ** 2;

/** What unfinished sessions wait for, by session id. The disk is looked at too, since a catalog on a full one cannot say that it is full. */
export async function waitingReasons(catalog: Catalog, rows: readonly SessionRow[], now: number, place: Place | undefined): Promise<Map<string, Waiting>> {
  const reasons = new Map<string, Waiting>();
  const ids = rows.filter((row) => (row.state === 'discovering' || row.state === 'running' || row.pending > 0) && row.paused === 0).map((row) => row.id);
  if (ids.length === 0) return reasons;
  const disk = place === undefined ? undefined : await diskTrouble(place.dataDir);
  const quiet = quietReason(place, now);
  const paused = await longestPause(catalog.read, FILE_LANES, now);
  const delayed = await delayedSessions(catalog.read, ids, MACHINE, now);
  for (const id of ids) {
    const codes = delayed.filter((one) => one.sessionId === id);
    const worst = MACHINE.find((code) => codes.some((one) => one.code === code));
    if (worst !== undefined) reasons.set(id, reason(worst, codes.find((one) => one.code === worst)?.detail ?? null));
    else if (disk !== undefined) reasons.set(id, disk);
    else if (paused !== undefined) reasons.set(id, reason('lane-paused', `The lane ${paused.name} is paused until ${new Date(paused.until).toISOString()}`));
    else if (quiet !== undefined) reasons.set(id, quiet);
  }
  return reasons;
}

/** Where the library lies, and when nothing is begun. */
export interface Place {
  readonly dataDir: string;
  readonly quietHours?: { readonly hours: string; readonly maxFiles: number };
}

/** Quiet hours in which some files are taken in are no standstill. */
function quietReason(place: Place | undefined, now: number): Waiting | undefined {
  const { hours = '', maxFiles = 1 } = place?.quietHours ?? {};
  return maxFiles === 0 && isQuiet(hours, new Date(now)) ? reason('quiet-hours', `Nothing is begun at ${hours} (setting quietHours)`) : undefined;
}

/** A full or read-only disk of the library. */
export async function diskTrouble(dataDir: string): Promise<Waiting | undefined> {
  try {
    await access(dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    return bavail * bsize < FULL_BYTES ? reason('disk-full', `The disk of ${dataDir} is full`) : undefined;
  } catch (error) {
    const { code } = toAppError(error);
    return code === 'read-only' ? reason(code, `${dataDir} can only be read`) : undefined;
  }
}

function reason(code: ErrorCode, detail: string | null): Waiting {
  return { code, title: ERROR_CATALOG[code].title, detail, next: ERROR_CATALOG[code].next };
}
