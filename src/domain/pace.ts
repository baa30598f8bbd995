export interface PaceFacts {
  /** Files with a job that are done. */
  readonly done: number;
  readonly pending: number;
  /** Where the window begins: a time, and how many files were done then. */
  readonly paceAt: number | null;
  readonly paceDone: number | null;
  readonly lastDoneAt: number | null;
}

export interface Pace {
  readonly filesPerSecond: number;
  readonly secondsLeft: number;
}

/** Fewer say nothing: they may all have been begun before the window. */
const MIN_FILES = 8;
const MIN_MS = 3_000;
/** Nothing was done for so long, in the measure of one file: whatever the rate was, it is not that now. */
const SILENT_FILES = 10;
const SILENT_MS = 15_000;

/** The rate of a session under way, over its last files and up to now; undefined while it cannot be known. */
export function paceOf({ done, pending, paceAt, paceDone, lastDoneAt }: PaceFacts, now: number): Pace | undefined {
  if (paceAt === null || paceDone === null || lastDoneAt === null) return undefined;
  const files = done - paceDone;
  const elapsed = now - paceAt;
  if (files < MIN_FILES || elapsed < MIN_MS) return undefined;
  const perFile = Math.max(1, lastDoneAt - paceAt) / files;
  if (now - lastDoneAt > Math.max(SILENT_MS, SILENT_FILES * perFile)) return undefined;
  const filesPerSecond = (files * 1000) / elapsed;
  return { filesPerSecond, secondsLeft: pending / filesPerSecond };
}
