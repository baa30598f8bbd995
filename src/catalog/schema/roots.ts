import type { Generated } from 'kysely';
import type { RootMode, RootState } from '../../domain/root.ts';

/** A folder that may be read, by configuration or added. */
export interface RootTable {
  id: string;
  /** Absolute, links resolved when it was last seen. */
  path: string;
  /** As config.yml writes it; null = added by a person. Stays when the root is moved, so that the entry is known again. */
  config_path: string | null;
  mode: RootMode;
  watch: number;
  state: RootState;
  /** Why it is offline. */
  reason: string | null;
  /** 1: a marker file with the id lies in it, and without it the root is not there. */
  marker: number;
  dev: string | null;
  ino: string | null;
  /** 1: it was a mount point when it was last seen. */
  mounted: number;
  /** Its locations are on their way to this path. */
  moving_to: string | null;
  created_at: number;
  /** When `state` last changed. */
  changed_at: number;
}

/** A folder that was looked into, or is known to be there. `*_below` include the folder itself and are kept by triggers. */
export interface FolderTable {
  id: Generated<number>;
  parent_id: number | null;
  path: string;
  name: string;
  /** 0: not there any more when its parent was last looked into. */
  present: Generated<number>;
  subfolders: Generated<number>;
  /** Files that could be taken in, at the latest look. */
  total_files: Generated<number>;
  /** Present locations in it. */
  ingested_files: Generated<number>;
  total_below: Generated<number>;
  ingested_below: Generated<number>;
  /** Folders that nobody has looked into yet. */
  unscanned_below: Generated<number>;
  scanned_at: number | null;
}
