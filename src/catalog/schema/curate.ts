import type { Generated } from 'kysely';
import type { DuplicateRole, DuplicateState, TaskKind, TaskState } from '../../domain/curate.ts';

/** A content that was purged: remembered, so that a scan does not bring it back. */
export interface DeletedContentTable {
  sha256: Buffer;
  name: string;
  bytes: number;
  deleted_at: number;
  /** 1 until its files are gone: nobody may store the same content meanwhile. */
  purging: Generated<number>;
}

/** Long work that somebody follows; a job of the lane `purge` or `curate` does it. */
export interface TaskTable {
  id: string;
  kind: TaskKind;
  state: TaskState;
  options_json: string;
  done: Generated<number>;
  total: Generated<number>;
  result_json: string | null;
  error_code: string | null;
  error_detail: string | null;
  created_at: number;
  finished_at: number | null;
}

/** One file of a report of duplicates. */
export interface DuplicateFileTable {
  id: Generated<number>;
  task_id: string;
  asset_id: number;
  sha256: Buffer;
  path: string;
  bytes: number;
  mtime_ms: number;
  role: DuplicateRole;
  state: DuplicateState;
  /** The apply that took it: its folder in trash/files. */
  batch: string | null;
  /** Why it is spared, or why it was not moved or put back. */
  note: string | null;
}
