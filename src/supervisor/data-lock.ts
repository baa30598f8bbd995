import { constants, copyFileSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../core/errors.ts';
import { processStart } from './process-start.ts';

/** Who runs on a data folder. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** See processStart. */
  readonly start: string;
  readonly url: string;
}

/** Attempts at a lock that changes hands under our eyes. */
const TRIES = 5;

/**
 * Takes the data folder for this process; the returned function gives it back. Throws `already-running` naming pid and
 * URL while its holder lives. A holder of this host that is gone, also one whose pid somebody else has by now, is
 * replaced at once. Whether a holder on another host (or in another container) lives is for `aliveElsewhere` to say.
 */
export async function lockDataFolder(dataDir: string, url: string, aliveElsewhere: (holder: LockHolder) => Promise<boolean>): Promise<() => void> {
  const folder = join(dataDir, 'tmp');
  mkdirSync(folder, { recursive: true });
  const path = lockPath(dataDir);
  const mine: LockHolder = { pid: process.pid, host: hostname(), start: processStart(process.pid) ?? '', url };
  const text = JSON.stringify(mine);
  // Written aside and linked: the lock is never seen half written, and linking fails when there is one.
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, text);
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (tryLink(aside, path)) return () => removeIfMine(path, text);
      const found = readLock(path);
      if (found === undefined) continue;
      if (await isAlive(found.holder, mine.host, aliveElsewhere)) throw runningError(dataDir, found.holder);
      removeIfSame(path, aside, found.text);
    }
    throw new AppError('already-running', { detail: `${path} changes hands all the time; remove it when no Magpie runs on ${dataDir}` });
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Where the Magpie of this host that runs on a data folder is to be found; undefined when none does. */
export async function runningUrl(dataDir: string): Promise<string | undefined> {
  const holder = readLock(lockPath(dataDir))?.holder;
  return (await isAlive(holder, hostname(), () => Promise.resolve(false))) ? holder?.url : undefined;
}

function lockPath(dataDir: string): string {
  return join(dataDir, 'tmp', 'supervisor.json');
}

async function isAlive(holder: LockHolder | undefined, host: string, aliveElsewhere: (holder: LockHolder) => Promise<boolean>): Promise<boolean> {
  if (holder === undefined) return false;
  return holder.host === host ? processStart(holder.pid) === holder.start : aliveElsewhere(holder);
}

function runningError(dataDir: string, holder: LockHolder | undefined): AppError {
  return new AppError('already-running', { detail: `Magpie (process ${holder?.pid} on ${holder?.host}) already runs on ${dataDir}: ${holder?.url}` });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return false;
    if (code === undefined || !NO_HARD_LINKS.has(code)) throw error;
  }
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** exFAT and some network mounts. */
const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** `holder` is undefined when the file is no lock of ours (cut off by a full disk, say): then nobody holds it. */
function readLock(path: string): { text: string; holder: LockHolder | undefined } | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    try {
      return { text, holder: JSON.parse(text) as LockHolder };
    } catch {
      return { text, holder: undefined };
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes a stale lock away. Two who judged the same lock stale may race: who finds he took a newer one puts it back. */
function removeIfSame(path: string, aside: string, stale: string): void {
  const taken = `${aside}.stale`;
  try {
    renameSync(path, taken);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(taken, 'utf8') !== stale) tryLink(taken, path);
  rmSync(taken, { force: true });
}

function removeIfMine(path: string, text: string): void {
  if (readLock(path)?.text === text) rmSync(path, { force: true });
}
