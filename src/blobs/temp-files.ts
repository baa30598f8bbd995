import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pidAlive } from '../core/pid-alive.ts';
import { makeFolders } from './make-folders.ts';

/**
 * The unfinished files of one tree, all in one folder. A name says who writes it, `<host>.<pid>.<life>.<random>`, so a
 * sweep after a crash can tell leftovers from the work of a living process.
 */
export class TempFiles {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  fresh(): string {
    return join(this.folder, `${HOST}.${process.pid}.${LIFE}.${randomBytes(8).toString('hex')}`);
  }

  async makeFolder(): Promise<void> {
    await makeFolders(this.folder);
  }

  /** Removes what dead processes left, when its last write is older than ageMs. Returns how many. */
  async sweep(ageMs: number): Promise<number> {
    let removed = 0;
    for (const name of await readdir(this.folder).catch(noneWhenMissing)) {
      const owner = ownerOf(name);
      if (owner === 'us') continue;
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => undefined);
      const needed = owner === 'gone' ? ageMs : Math.max(ageMs, UNSURE_AGE_MS);
      if (found === undefined || Date.now() - found.mtimeMs < needed) continue;
      await rm(path, { force: true, recursive: true });
      removed += 1;
    }
    return removed;
  }
}

/** `unsure`: on another machine, or its process number is in use (perhaps by a stranger: containers reuse them). */
function ownerOf(name: string): 'us' | 'gone' | 'unsure' {
  const [host, pidText, life] = name.split('.');
  const pid = Number(pidText);
  if (host !== HOST || !Number.isInteger(pid) || pid <= 0) return 'unsure';
  if (pid === process.pid) return life === LIFE ? 'us' : 'gone';
  return pidAlive(pid) ? 'unsure' : 'gone';
}

function noneWhenMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** Tells this process from an earlier one that had the same number. */
const LIFE = randomBytes(4).toString('hex');
/** A day without a write is no upload any more. */
const UNSURE_AGE_MS = 24 * 3_600_000;
