/** How one file of a session ended. */
export const OUTCOMES = ['ingested', 'duplicate', 'skipped', 'failed', 'quarantined'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What happens to the bytes: into the store leaving the source, into the store removing it, or left where they are. */
export const STORAGE_MODES = ['copy', 'move', 'reference'] as const;
export type StorageMode = (typeof STORAGE_MODES)[number];

export type SourceKind = 'watch' | 'upload' | 'scan' | 'url';

/**
 * `discovering` files are still being found; `running` all found, some not done; `finished` every file has an outcome;
 * `cancelled` by a person: what was not started has the outcome skipped.
 */
export type SessionState = 'discovering' | 'running' | 'finished' | 'cancelled';

export interface SessionOptions {
  /** Absolute folders or files the session covers. */
  readonly paths: readonly string[];
  readonly mode: StorageMode;
  readonly recursive: boolean;
  /** Case-insensitive globs joined by `|`, such as `*.png|*.jpg`; absent = everything. */
  readonly pattern?: string;
  readonly maxFiles?: number;
  /** Files under way at once; 1 = one after the other. Absent = as many as the workers take. */
  readonly parallel?: number;
  /** False: files known by path, size and time are read again too. Absent = they are skipped. */
  readonly skipExisting?: boolean;
  /** Only looks and counts; nothing is taken in. */
  readonly dryRun?: boolean;
  /** Called with the result once the session rests. */
  readonly webhookUrl?: string;
  /** What is read from each file besides its pixels, now and whenever it is read again; everything unless said otherwise. See wanted-metadata. */
  readonly metadata?: MetadataOptions;
  readonly nsfw?: NsfwOptions;
}

export interface MetadataOptions {
  readonly exif?: boolean;
  readonly generation?: boolean;
  readonly keywords?: boolean;
  readonly scores?: boolean;
}

export interface NsfwOptions {
  readonly enabled: boolean;
  /** 0…1; from here on a picture counts as not safe. */
  readonly threshold?: number;
}

export interface SessionCounts {
  readonly discovered: number;
  readonly ingested: number;
  readonly duplicate: number;
  readonly skipped: number;
  readonly failed: number;
  readonly quarantined: number;
}

/** The promise of a session at rest: every file it found has exactly one outcome. */
export function isBalanced(counts: SessionCounts): boolean {
  return counts.discovered === counts.ingested + counts.duplicate + counts.skipped + counts.failed + counts.quarantined;
}

/** What a dry run found: nothing was read but names, sizes and times. */
export interface SessionPreview {
  readonly files: number;
  readonly bytes: number;
  /** Known by path, size and time: would be skipped. */
  readonly unchanged: number;
  /** By lower-case file ending, the most frequent first; at most 50. */
  readonly endings: ReadonlyArray<{ readonly ending: string; readonly files: number; readonly bytes: number }>;
}
