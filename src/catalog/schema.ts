import type { Generated } from 'kysely';
import type { Outcome, SessionState, SourceKind, StorageMode } from '../domain/session.ts';
import type { WebhookState } from '../domain/webhook.ts';
import type { JobState, Lane } from '../domain/job.ts';
import type { MediaFormat } from '../domain/format.ts';
import type { Generator } from '../domain/generation.ts';
import type { MetadataOrigin } from '../domain/metadata.ts';
import type { RootMode, RootState } from '../domain/root.ts';
import type { DuplicateRole, DuplicateState, TaskKind, TaskState } from '../domain/curate.ts';

/**
 * The tables, as both engines give them back: times are milliseconds since 1970, flags are 0 or 1, hashes are Buffers,
 * `*_json` columns are text. Migrations make exactly this; test/golden holds the DDL of both engines.
 */
export interface Database {
  asset: AssetTable;
  location: LocationTable;
  ingest_session: SessionTable;
  job: JobTable;
  change: ChangeTable;
  lane: LaneTable;
  lease: LeaseTable;
  process: ProcessTable;
  setting: SettingTable;
  login: LoginTable;
  login_throttle: LoginThrottleTable;
  upload: UploadTable;
  deleted_content: DeletedContentTable;
  task: TaskTable;
  duplicate_file: DuplicateFileTable;
  session_trouble: SessionTroubleTable;
  audit: AuditTable;
  root: RootTable;
  folder: FolderTable;
  asset_relation: AssetRelationTable;
  metadata: MetadataTable;
  generation: GenerationTable;
}

/** One content. `id` is dense and small because the search index keys bitsets by it. */
export interface AssetTable {
  id: Generated<number>;
  sha256: Buffer;
  md5: Buffer;
  format: MediaFormat;
  bytes: number;
  width: number;
  height: number;
  orientation: number;
  frames: number;
  has_alpha: number;
  phash: Buffer;
  fine_hash: Buffer;
  thumbhash: Buffer;
  colors_json: string;
  preview_ext: string;
  name: string;
  /** When it was taken, else when the file was last modified: what the gallery is sorted by. */
  sort_at: number;
  taken_at: number | null;
  taken_at_offset: number | null;
  camera_make: string | null;
  camera_model: string | null;
  lens: string | null;
  focal_length: number | null;
  aperture: number | null;
  iso: number | null;
  exposure_seconds: number | null;
  latitude: number | null;
  longitude: number | null;
  altitude: number | null;
  software: string | null;
  session_id: string;
  created_at: number;
  /** `trashed`: shown in the trash only; its bytes stay where they are until it is purged. */
  state: Generated<'active' | 'trashed'>;
  trashed_at: number | null;
  /** The act that put it there: undone as one. */
  trash_id: string | null;
  /** As it was written; `taken_at` is null then. */
  doubtful_date: string | null;
  title: string | null;
  description: string | null;
  keywords_json: string | null;
  creator: string | null;
  copyright: string | null;
  /** −1 … 5. */
  rating: number | null;
  /** Of a moving picture; null for a still. */
  duration_ms: number | null;
  frames_per_second: number | null;
  video_codec: string | null;
  audio_codec: string | null;
  /** 1: browsers play the original; 0: they need the proxy; null: not a video. */
  playable: number | null;
  /** 1: a strip of frames lies beside the thumbnail. */
  strip: number | null;
  frames_hash: Buffer | null;
  /** Version of the extractor that described it, see media/metadata; 0 = what ingest itself reads. */
  described: Generated<number>;
}

/**
 * `stored`: path is the key in the blob store. `referenced`: the bytes stay at this absolute path.
 * `origin`: where the bytes came from; `state` says whether they were left there (`present`) or taken (`removed`).
 */
export interface LocationTable {
  id: Generated<number>;
  asset_id: number;
  kind: 'stored' | 'referenced' | 'origin';
  path: string;
  name: string;
  bytes: number;
  mtime_ms: number;
  state: 'present' | 'removed' | 'missing';
  session_id: string;
  created_at: number;
  /** The folder that counts it; null for what lies in no folder of its own (the store, an upload, a file on its way in). */
  folder_id: number | null;
  /** Device and inode, decimal, of a file left where it is: how it is known again under another name. */
  dev: string | null;
  ino: string | null;
}

export interface SessionTable {
  id: string;
  source: SourceKind;
  state: SessionState;
  mode: StorageMode;
  options_json: string;
  /** Digest of the options: the same ingest run again continues the unfinished session with this key. */
  options_key: string;
  discovered: number;
  ingested: number;
  duplicate: number;
  skipped: number;
  failed: number;
  quarantined: number;
  /** Part of `skipped`: known by path, size and time, so no job was made. Set anew by each walk. */
  unchanged: number;
  /** Jobs not done yet; 0 together with `running` means finished. */
  pending: number;
  bytes_done: number;
  current_name: string | null;
  /** 1: nothing new of it is begun. Outlives restarts. */
  paused: Generated<number>;
  /** Files of this session under way at once, over all processes; null = as many as the workers take. */
  max_parallel: number | null;
  /** 1: only looks and counts, see preview_json. */
  dry_run: Generated<number>;
  preview_json: string | null;
  /** Called once when the session comes to rest. */
  webhook_url: string | null;
  /** Null until the session rests; then how the latest call goes, see domain/webhook. */
  webhook_state: WebhookState | null;
  webhook_delivery: string | null;
  /** Why the last attempt did not get through. */
  webhook_error: string | null;
  /** Milliseconds in which it was paused, or at rest before a retry. */
  idle_ms: Generated<number>;
  /** Since when it is paused. */
  idle_since: number | null;
  /** Where the window begins over which the rate is taken: a time, and how many files were done then. See session-pace. */
  pace_at: number | null;
  pace_done: number | null;
  /** Where the next window will begin. */
  mark_at: number | null;
  mark_done: number | null;
  last_done_at: number | null;
  /** Id, source and paths in lower case. */
  search_text: Generated<string>;
  /** 1: cancelled, and files that wait are still to be skipped. */
  cancelling: Generated<number>;
  /** Folders its latest walk could not read. */
  unread: Generated<number>;
  /** Its jobs up to this id are folded away; null: none. */
  folded_to: number | null;
  /** Since when the list of its files is not kept any more; what failed stays. */
  folded_at: number | null;
  created_at: number;
  updated_at: number;
  finished_at: number | null;
}

/** A folder that the walk of a session could not read. */
export interface SessionTroubleTable {
  session_id: string;
  path: string;
  code: string;
  detail: string | null;
  at: number;
}

export interface JobTable {
  id: Generated<number>;
  lane: Lane;
  session_id: string | null;
  /** Offered once: unique while set. Cleared when the path may be offered again. */
  offer_key: string | null;
  payload_json: string;
  name: string;
  state: JobState;
  priority: number;
  run_after: number;
  attempt: number;
  /** Workers that died with this job in flight. */
  deaths: number;
  /** 1: runs alone, see jobs/recovery. */
  solo: number;
  lease_owner: string | null;
  lease_until: number | null;
  lease_token: number;
  outcome: Outcome | null;
  error_code: string | null;
  error_detail: string | null;
  asset_id: number | null;
  bytes: number | null;
  timings_json: string | null;
  created_at: number;
  finished_at: number | null;
}

/** The change feed, written in the transaction of the edit. */
export interface ChangeTable {
  seq: Generated<number>;
  kind: 'asset-added' | 'asset-updated' | 'asset-removed' | 'session';
  asset_id: number | null;
  session_id: string | null;
  at: number;
}

export interface LaneTable {
  name: Lane;
  paused_until: number;
  /** Jobs of this lane under way at once, over all processes; null = no limit. */
  max_running: number | null;
}

export interface LeaseTable {
  name: string;
  owner: string;
  until: number;
}

export interface ProcessTable {
  id: string;
  role: string;
  host: string;
  pid: number;
  started_at: number;
  heartbeat_at: number;
}

export interface SettingTable {
  key: string;
  value_json: string;
  updated_at: number;
}

/** A browser that is logged in; the cookie holds the token, the row its SHA-256. */
export interface LoginTable {
  token_hash: Buffer;
  user_agent: string;
  created_at: number;
  expires_at: number;
}

export interface LoginThrottleTable {
  /** `ip:<address>` or `account:<name>`. */
  key: string;
  failures: number;
  blocked_until: number;
  updated_at: number;
}

/** Who did what, for the history; written in the transaction of the deed. */
export interface AuditTable {
  id: Generated<number>;
  at: number;
  /** `web`, `cli` or `system`; accounts come later. */
  actor: string;
  action: string;
  /** What it was done to: a session id, an asset id, a setting. */
  subject: string;
  detail_json: string;
}

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

/** A resumable upload. Its bytes lie in tmp/tus/<id>; what counts of them is `received`, raised only after their fsync. */
export interface UploadTable {
  id: string;
  /** The session asked for; once done, the one that got the file. Null = one of its own. */
  session_id: string | null;
  name: string;
  /** The header Upload-Metadata as it came. */
  metadata: string;
  length: number;
  received: number;
  /** When the file was last modified where it came from, if the client said so. */
  modified_at: number | null;
  done: number;
  lock_owner: string | null;
  lock_until: number;
  created_at: number;
  expires_at: number;
}

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

/** `supersedes`: the file of `other_id` was overwritten with what is now `asset_id`. */
export interface AssetRelationTable {
  asset_id: number;
  kind: 'supersedes';
  other_id: number;
  created_at: number;
}

/** What one origin says of an asset; the columns of `asset` are these merged, the most trusted origin first. */
export interface MetadataTable {
  asset_id: number;
  origin: MetadataOrigin;
  /** Of the sidecar file; '' for the others. */
  path: Generated<string>;
  /** MetadataFacts. */
  facts_json: string;
  /** All that was read, by group; null when a person said it. */
  raw_json: string | null;
  read_at: number;
}

/** How an asset was generated, see domain/generation. */
export interface GenerationTable {
  asset_id: number;
  generator: Generator;
  prompt: string | null;
  negative: string | null;
  model: string | null;
  model_hash: string | null;
  vae: string | null;
  loras_json: string;
  sampler: string | null;
  scheduler: string | null;
  steps: number | null;
  cfg: number | null;
  seed: string | null;
  width: number | null;
  height: number | null;
  denoise: number | null;
  hires_json: string | null;
  keywords_json: string;
  extra_json: string;
  raw_json: string;
}
