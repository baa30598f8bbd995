/** What becomes of content that was deleted before: see ingest.deletedContent. */
export const DELETED_CONTENT_RULES = ['skip', 'ask', 'ingest'] as const;
export type DeletedContentRule = (typeof DELETED_CONTENT_RULES)[number];

/** Work on tags: one after another over all processes, in the order in which it was asked for. */
export const TAG_TASK_KINDS = ['tag-merge', 'tag-refresh', 'tag-suggest', 'tag-import', 'tag-prune'] as const;
export type TagTaskKind = (typeof TAG_TASK_KINDS)[number];

export function isTagTask(kind: string): kind is TagTaskKind {
  return (TAG_TASK_KINDS as readonly string[]).includes(kind);
}

export const TASK_KINDS = ['purge', 'exact-scan', 'exact-apply', 'exact-undo', 'bulk-edit', 'bulk-trash', 'bulk-revert', ...TAG_TASK_KINDS] as const;
export type TaskKind = (typeof TASK_KINDS)[number];
export type TaskState = 'waiting' | 'running' | 'finished' | 'failed' | 'cancelled';

/** Which file of several with the same bytes stays. */
export const KEEP_RULES = ['oldest', 'shortest-path', 'preferred-root'] as const;
export type KeepRule = (typeof KEEP_RULES)[number];

/** `keep`: stays. `surplus`: may go. `spared`: would be surplus, but must not be touched (`note` says why). */
export type DuplicateRole = 'keep' | 'surplus' | 'spared';
/** `moving` and `restoring` are intents, written before the file is touched: a crash is finished from there. */
export type DuplicateState = 'found' | 'moving' | 'moved' | 'restoring' | 'restored' | 'purging' | 'purged' | 'failed';

export interface ExactScanOptions {
  readonly keep: KeepRule;
  /** Absolute folders in which files may be moved. */
  readonly roots: readonly string[];
  /** For the rule preferred-root: files in here stay before others. */
  readonly preferredRoot?: string;
  /** The library's own copy counts as the one that stays, so that every file outside of the store is surplus. */
  readonly storedCounts: boolean;
}

export interface ExactScanResult {
  /** Contents that lie in more than one file. */
  readonly groups: number;
  /** Files in these groups. */
  readonly found: number;
  /** Files that apply would move. */
  readonly removable: number;
  /** Files that would be surplus, but must stay: outside the roots, or changed. */
  readonly spared: number;
  readonly removableBytes: number;
}

export interface ExactMoveResult {
  readonly moved: number;
  readonly failed: number;
  readonly bytes: number;
}
