import type { Generated } from 'kysely';
import type { Outcome, SessionState, SourceKind, StorageMode } from '../../domain/session.ts';
import type { WebhookState } from '../../domain/webhook.ts';
import type { JobState, Lane } from '../../domain/job.ts';

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

export interface LaneTable {
  name: Lane;
  paused_until: number;
  /** Jobs of this lane under way at once, over all processes; null = no limit. */
  max_running: number | null;
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
