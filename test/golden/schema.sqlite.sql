CREATE INDEX "asset_by_described" on "asset" ("described", "id")
CREATE INDEX "asset_by_favourited_at" on "asset" ("favourited_at") where "favourited_at" is not null
CREATE INDEX "asset_by_scored_at" on "asset" ("scored_at") where "scored_at" is not null
CREATE INDEX "asset_by_stack" on "asset" ("stack_id") where "stack_id" is not null
CREATE INDEX "asset_by_time" on "asset" ("sort_at", "id", "width", "height") where "state" = 'active' and "stack_hidden" = 0
CREATE INDEX "asset_by_trash" on "asset" ("trash_id", "id") where "state" = 'trashed'
CREATE INDEX "asset_edit_by_asset" on "asset_edit" ("asset_id", "id")
CREATE INDEX "asset_in_trash" on "asset" ("trashed_at", "id", "bytes") where "state" = 'trashed'
CREATE INDEX "asset_kin_by_asset" on "asset_kin" ("asset_id")
CREATE INDEX "asset_kin_by_kin" on "asset_kin" ("kin", "asset_id")
CREATE INDEX "asset_relation_by_other" on "asset_relation" ("other_id", "kind")
CREATE INDEX "asset_relation_children" on "asset_relation" ("other_id", "asset_id") where "kind" = 'parent'
CREATE INDEX "audit_by_subject" on "audit" ("subject", "id")
CREATE INDEX "deleted_by_time" on "deleted_content" ("deleted_at", "sha256")
CREATE INDEX "duplicate_by_batch" on "duplicate_file" ("batch", "id") where "batch" is not null
CREATE INDEX "duplicate_by_task" on "duplicate_file" ("task_id", "id")
CREATE INDEX "duplicate_keeper" on "duplicate_file" ("task_id", "asset_id") where "role" = 'keep'
CREATE INDEX "folder_by_parent" on "folder" ("parent_id", "present", "name")
CREATE INDEX "job_by_asset" on "job" ("asset_id") where "asset_id" is not null
CREATE INDEX "job_by_outcome" on "job" ("session_id", "outcome", "id") where "outcome" in ('duplicate', 'skipped', 'failed', 'quarantined')
CREATE INDEX "job_by_session" on "job" ("session_id", "id")
CREATE INDEX "job_kept_away" on "job" ("session_id", "id") where "outcome" = 'skipped' and "error_code" in ('in-trash', 'deleted-before')
CREATE INDEX "job_ready" on "job" ("lane", "solo", "priority", "id") where "state" = 'ready'
CREATE INDEX "job_ready_by_session" on "job" ("session_id", "lane", "solo", "id") where "state" = 'ready'
CREATE INDEX "job_running" on "job" ("lane", "lease_until") where "state" = 'running'
CREATE INDEX "job_troubled" on "job" ("session_id", "id") where "outcome" in ('failed', 'quarantined')
CREATE INDEX "job_troubled_by_code" on "job" ("session_id", "error_code", "outcome", "id") where "outcome" in ('failed', 'quarantined')
CREATE INDEX "job_waiting" on "job" ("session_id", "error_code") where "state" = 'ready' and "error_code" is not null
CREATE INDEX "location_by_asset" on "location" ("asset_id")
CREATE INDEX "location_by_folder" on "location" ("folder_id", "id") where "folder_id" is not null
CREATE INDEX "location_by_inode" on "location" ("ino", "dev") where "ino" is not null
CREATE INDEX "location_outside" on "location" ("asset_id", "kind") where "state" = 'present' and "kind" <> 'stored'
CREATE INDEX "location_referenced_by_size" on "location" ("bytes", "id") where "kind" = 'referenced'
CREATE INDEX "note_by_asset" on "note" ("asset_id", "id")
CREATE INDEX "pool_asset_by_asset" on "pool_asset" ("asset_id", "pool_id")
CREATE INDEX "pool_asset_in_order" on "pool_asset" ("pool_id", "position", "asset_id")
CREATE INDEX "pool_by_cover" on "pool" ("cover_asset_id") where "cover_asset_id" is not null
CREATE INDEX "pool_by_update" on "pool" ("updated_at", "id") where "deleted_at" is null
CREATE INDEX "session_cancelling" on "ingest_session" ("id") where "cancelling" = 1
CREATE INDEX "session_unfolded" on "ingest_session" ("finished_at") where "folded_at" is null
CREATE INDEX "sidecar_by_media" on "sidecar" ("place", "media")
CREATE INDEX "stack_key_by_asset" on "stack_key" ("asset_id")
CREATE INDEX "tag_alias_by_tag" on "tag_alias" ("tag_id")
CREATE INDEX "tag_by_category" on "tag" ("category", "count", "id")
CREATE INDEX "tag_by_count" on "tag" ("count", "id")
CREATE INDEX "tag_implication_by_consequent" on "tag_implication" ("consequent_id")
CREATE INDEX "tag_implication_by_state" on "tag_implication" ("state", "id")
CREATE INDEX "tag_word_by_tag" on "tag_word" ("tag_id")
CREATE INDEX "tag_word_by_word" on "tag_word" ("word")
CREATE INDEX "tag_word_top_1" on tag_word (substr(word, 1, 1), rank)
CREATE INDEX "tag_word_top_2" on tag_word (substr(word, 1, 2), rank)
CREATE INDEX "tag_word_top_3" on tag_word (substr(word, 1, 3), rank)
CREATE INDEX "task_by_kind" on "task" ("kind", "id")
CREATE INDEX "upload_by_expiry" on "upload" ("expires_at", "id")
CREATE TABLE "activity" ("hour" integer not null, "kind" text not null, "slot" integer not null, "count" integer not null, constraint "activity_key" primary key ("hour", "kind", "slot"))
CREATE TABLE "api_key" ("id" integer primary key autoincrement, "name" text not null, "key_hash" blob not null unique, "hint" text not null, "scope" text not null, "created_at" integer not null, "expires_at" integer, "used_at" integer)
CREATE TABLE "asset" ("id" integer primary key autoincrement, "sha256" blob not null unique, "md5" blob not null, "format" text not null, "bytes" integer not null, "width" integer not null, "height" integer not null, "orientation" integer not null, "frames" integer not null, "has_alpha" integer not null, "phash" blob not null, "fine_hash" blob not null, "thumbhash" blob not null, "colors_json" text not null, "preview_ext" text not null, "name" text not null, "sort_at" integer not null, "taken_at" integer, "taken_at_offset" integer, "camera_make" text, "camera_model" text, "lens" text, "focal_length" real, "aperture" real, "iso" integer, "exposure_seconds" real, "latitude" real, "longitude" real, "altitude" real, "software" text, "session_id" text not null, "created_at" integer not null, "state" text default 'active' not null, "trashed_at" integer, "trash_id" text, "doubtful_date" text, "title" text, "description" text, "keywords_json" text, "creator" text, "copyright" text, "video_codec" text, "audio_codec" text, "rating" integer, "duration_ms" integer, "playable" integer, "strip" integer, "frames_per_second" real, "frames_hash" blob, "described" integer default 0 not null, "stack_id" integer, "stack_hidden" integer default 0 not null, "stack_size" integer, "unstacked" integer default 0 not null, "favourite" integer default 0 not null, "tag_count" integer default 0 not null, "content_rating" integer, "content_rating_origin" text, "favourited_at" integer, "scored_at" integer)
CREATE TABLE "asset_edit" ("id" integer primary key autoincrement, "batch_id" text not null references "edit_batch" ("id") on delete cascade, "asset_id" integer not null references "asset" ("id") on delete cascade, "changes_json" text not null, "undone_by" text)
CREATE TABLE "asset_kin" ("kind" text not null, "asset_id" integer not null references "asset" ("id") on delete cascade, "kin" text not null, constraint "asset_kin_key" primary key ("kind", "asset_id")) without rowid
CREATE TABLE "asset_relation" ("asset_id" integer not null references "asset" ("id") on delete cascade, "kind" text not null, "other_id" integer not null references "asset" ("id") on delete cascade, "created_at" integer not null, constraint "asset_relation_key" primary key ("asset_id", "kind", "other_id"))
CREATE TABLE "asset_tag" ("tag_id" integer not null, "asset_id" integer not null, constraint "asset_tag_key" primary key ("tag_id", "asset_id")) without rowid
CREATE TABLE "audit" ("id" integer primary key autoincrement, "at" integer not null, "actor" text not null, "action" text not null, "subject" text not null, "detail_json" text not null)
CREATE TABLE "change" ("seq" integer primary key autoincrement, "kind" text not null, "asset_id" integer, "session_id" text, "at" integer not null)
CREATE TABLE "deleted_content" ("sha256" blob primary key, "name" text not null, "bytes" integer not null, "deleted_at" integer not null, "purging" integer default 0 not null)
CREATE TABLE "duplicate_file" ("id" integer primary key autoincrement, "task_id" text not null references "task" ("id"), "asset_id" integer not null, "sha256" blob not null, "path" text not null, "bytes" integer not null, "mtime_ms" integer not null, "role" text not null, "state" text not null, "batch" text, "note" text)
CREATE TABLE "edit_batch" ("id" text primary key, "kind" text not null, "at" integer not null, "actor" text not null, "summary_json" text not null, "assets" integer default 0 not null, "undone" integer default 0 not null, "reverts" text)
CREATE TABLE "folder" ("id" integer primary key autoincrement, "parent_id" integer, "path" text not null unique, "name" text not null, "present" integer default 1 not null, "subfolders" integer default 0 not null, "total_files" integer default 0 not null, "ingested_files" integer default 0 not null, "total_below" integer default 0 not null, "ingested_below" integer default 0 not null, "unscanned_below" integer default 1 not null, "scanned_at" integer)
CREATE TABLE "generation" ("asset_id" integer primary key references "asset" ("id") on delete cascade, "generator" text not null, "prompt" text, "negative" text, "model" text, "model_hash" text, "vae" text, "loras_json" text not null, "sampler" text, "scheduler" text, "steps" integer, "cfg" real, "seed" text, "width" integer, "height" integer, "denoise" real, "hires_json" text, "keywords_json" text not null, "extra_json" text not null, "raw_json" text not null)
CREATE TABLE "ingest_session" ("id" text primary key, "source" text not null, "state" text not null, "mode" text not null, "options_json" text not null, "options_key" text not null, "discovered" integer default 0 not null, "ingested" integer default 0 not null, "duplicate" integer default 0 not null, "skipped" integer default 0 not null, "failed" integer default 0 not null, "quarantined" integer default 0 not null, "unchanged" integer default 0 not null, "pending" integer default 0 not null, "bytes_done" integer default 0 not null, "current_name" text, "created_at" integer not null, "updated_at" integer not null, "finished_at" integer, "paused" integer default 0 not null, "max_parallel" integer, "dry_run" integer default 0 not null, "preview_json" text, "webhook_url" text, "idle_since" integer, "pace_at" integer, "pace_done" integer, "mark_at" integer, "mark_done" integer, "last_done_at" integer, "webhook_state" text, "webhook_delivery" text, "webhook_error" text, "idle_ms" integer default 0 not null, "search_text" text default '' not null, "cancelling" integer default 0 not null, "unread" integer default 0 not null, "folded_to" integer, "folded_at" integer)
CREATE TABLE "job" ("id" integer primary key autoincrement, "lane" text not null, "session_id" text references "ingest_session" ("id"), "offer_key" text unique, "payload_json" text not null, "name" text not null, "state" text not null, "priority" integer not null, "run_after" integer not null, "attempt" integer default 0 not null, "deaths" integer default 0 not null, "solo" integer default 0 not null, "lease_owner" text, "lease_until" integer, "lease_token" integer default 0 not null, "outcome" text, "error_code" text, "error_detail" text, "asset_id" integer, "bytes" integer, "timings_json" text, "created_at" integer not null, "finished_at" integer)
CREATE TABLE "lane" ("name" text primary key, "paused_until" integer default 0 not null, "max_running" integer)
CREATE TABLE "lease" ("name" text primary key, "owner" text not null, "until" integer not null)
CREATE TABLE "location" ("id" integer primary key autoincrement, "asset_id" integer not null references "asset" ("id"), "kind" text not null, "path" text not null unique, "name" text not null, "bytes" integer not null, "mtime_ms" integer not null, "state" text not null, "session_id" text not null, "created_at" integer not null, "folder_id" integer, "dev" text, "ino" text)
CREATE TABLE "login" ("token_hash" blob primary key, "user_agent" text not null, "created_at" integer not null, "expires_at" integer not null)
CREATE TABLE "login_throttle" ("key" text primary key, "failures" integer default 0 not null, "blocked_until" integer default 0 not null, "updated_at" integer not null)
CREATE TABLE "metadata" ("asset_id" integer not null references "asset" ("id") on delete cascade, "origin" text not null, "path" text default '' not null, "facts_json" text not null, "raw_json" text, "read_at" integer not null, constraint "metadata_key" primary key ("asset_id", "origin", "path"))
CREATE TABLE "note" ("id" integer primary key autoincrement, "asset_id" integer not null references "asset" ("id") on delete cascade, "x" real, "y" real, "width" real, "height" real, "text" text not null, "created_at" integer not null, "updated_at" integer not null)
CREATE TABLE "pool" ("id" integer primary key autoincrement, "name" text not null, "name_key" text not null, "kind" text not null, "description" text default '' not null, "cover_asset_id" integer references "asset" ("id") on delete set null, "count" integer default 0 not null, "version" integer default 0 not null, "created_at" integer not null, "updated_at" integer not null, "deleted_at" integer)
CREATE TABLE "pool_asset" ("pool_id" integer not null references "pool" ("id") on delete cascade, "asset_id" integer not null references "asset" ("id") on delete cascade, "position" integer not null, constraint "pool_asset_key" primary key ("pool_id", "asset_id")) without rowid
CREATE TABLE "process" ("id" text primary key, "role" text not null, "host" text not null, "pid" integer not null, "started_at" integer not null, "heartbeat_at" integer not null)
CREATE TABLE "root" ("id" text primary key, "path" text not null unique, "config_path" text unique, "mode" text not null, "watch" integer default 0 not null, "state" text not null, "reason" text, "marker" integer default 0 not null, "dev" text, "ino" text, "mounted" integer default 0 not null, "moving_to" text, "created_at" integer not null, "changed_at" integer not null)
CREATE TABLE "saved_search" ("id" integer primary key autoincrement, "name" text not null, "name_key" text not null unique, "query" text not null, "pinned" integer default 0 not null, "position" integer not null, "created_at" integer not null, "updated_at" integer not null)
CREATE TABLE "session_trouble" ("session_id" text not null, "path" text not null, "code" text not null, "detail" text, "at" integer not null, constraint "session_trouble_key" primary key ("session_id", "path"))
CREATE TABLE "setting" ("key" text primary key, "value_json" text not null, "updated_at" integer not null)
CREATE TABLE "sidecar" ("path" text primary key, "place" text not null, "media" text not null, "stem" integer not null, "facts_json" text not null, "raw_json" text not null, "content" text not null, "moved" integer not null, "until" integer, "read_at" integer not null)
CREATE TABLE "stack" ("id" integer primary key autoincrement, "kind" text not null, "cover_asset_id" integer not null, "chosen_asset_id" integer, "created_at" integer not null)
CREATE TABLE "stack_key" ("key" integer not null, "asset_id" integer not null references "asset" ("id") on delete cascade, constraint "stack_key_key" primary key ("key", "asset_id"))
CREATE TABLE "tag" ("id" integer primary key autoincrement, "name" text not null unique, "category" text default 'general' not null references "tag_category" ("name"), "count" integer default 0 not null, "deprecated" integer default 0 not null, "wiki" text, "created_at" integer not null, "updated_at" integer not null, "elsewhere" integer default 0 not null)
CREATE TABLE "tag_alias" ("name" text primary key, "tag_id" integer not null references "tag" ("id") on delete cascade, "origin" text not null, "created_at" integer not null)
CREATE TABLE "tag_category" ("name" text primary key, "color" text, "position" integer not null, "builtin" integer default 0 not null)
CREATE TABLE "tag_claim" ("asset_id" integer not null references "asset" ("id") on delete cascade, "tag_id" integer not null, "origin" text not null, "says" integer not null, "score" real, constraint "tag_claim_key" primary key ("asset_id", "tag_id", "origin")) without rowid
CREATE TABLE "tag_implication" ("id" integer primary key autoincrement, "antecedent_id" integer not null references "tag" ("id") on delete cascade, "consequent_id" integer not null references "tag" ("id") on delete cascade, "state" text not null, "origin" text not null, "support" integer, "confidence" real, "created_at" integer not null, "updated_at" integer not null)
CREATE TABLE "tag_word" ("id" integer primary key, "tag_id" integer not null references "tag" ("id") on delete cascade, "word" text not null, "alias" text, "rank" integer not null)
CREATE TABLE "task" ("id" text primary key, "kind" text not null, "state" text not null, "options_json" text not null, "done" integer default 0 not null, "total" integer default 0 not null, "result_json" text, "error_code" text, "error_detail" text, "created_at" integer not null, "finished_at" integer)
CREATE TABLE "task_asset" ("task_id" text not null references "task" ("id") on delete cascade, "asset_id" integer not null, constraint "task_asset_key" primary key ("task_id", "asset_id")) without rowid
CREATE TABLE "upload" ("id" text primary key, "session_id" text, "name" text not null, "metadata" text not null, "length" integer not null, "received" integer default 0 not null, "modified_at" integer, "done" integer default 0 not null, "lock_owner" text, "lock_until" integer default 0 not null, "created_at" integer not null, "expires_at" integer not null)
CREATE TABLE 'asset_text_config'(k PRIMARY KEY, v) WITHOUT ROWID
CREATE TABLE 'asset_text_data'(id INTEGER PRIMARY KEY, block BLOB)
CREATE TABLE 'asset_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)
CREATE TABLE 'asset_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID
CREATE TRIGGER folder_born after insert on folder when NEW.parent_id is not null begin update folder set total_below = total_below + NEW.total_below, ingested_below = ingested_below + NEW.ingested_below, unscanned_below = unscanned_below + NEW.unscanned_below where id = NEW.parent_id; end
CREATE TRIGGER folder_climb after update of total_below, ingested_below, unscanned_below on folder when NEW.parent_id is not null and (NEW.total_below, NEW.ingested_below, NEW.unscanned_below) <> (OLD.total_below, OLD.ingested_below, OLD.unscanned_below) begin update folder set total_below = total_below + NEW.total_below - OLD.total_below, ingested_below = ingested_below + NEW.ingested_below - OLD.ingested_below, unscanned_below = unscanned_below + NEW.unscanned_below - OLD.unscanned_below where id = NEW.parent_id; end
CREATE TRIGGER folder_gone after delete on folder when OLD.parent_id is not null begin update folder set total_below = total_below - OLD.total_below, ingested_below = ingested_below - OLD.ingested_below, unscanned_below = unscanned_below - OLD.unscanned_below where id = OLD.parent_id; end
CREATE TRIGGER location_counted after insert on location when NEW.folder_id is not null and NEW.state = 'present' begin update folder set ingested_files = ingested_files + 1, ingested_below = ingested_below + 1 where id = NEW.folder_id; end
CREATE TRIGGER location_recounted_from after update of folder_id, state on location when OLD.folder_id is not null and OLD.state = 'present' and not (NEW.folder_id is not null and NEW.state = 'present' and NEW.folder_id = OLD.folder_id) begin update folder set ingested_files = ingested_files - 1, ingested_below = ingested_below - 1 where id = OLD.folder_id; end
CREATE TRIGGER location_recounted_to after update of folder_id, state on location when NEW.folder_id is not null and NEW.state = 'present' and not (OLD.folder_id is not null and OLD.state = 'present' and NEW.folder_id = OLD.folder_id) begin update folder set ingested_files = ingested_files + 1, ingested_below = ingested_below + 1 where id = NEW.folder_id; end
CREATE TRIGGER location_uncounted after delete on location when OLD.folder_id is not null and OLD.state = 'present' begin update folder set ingested_files = ingested_files - 1, ingested_below = ingested_below - 1 where id = OLD.folder_id; end
CREATE UNIQUE INDEX "asset_edit_by_batch" on "asset_edit" ("batch_id", "asset_id")
CREATE UNIQUE INDEX "asset_relation_one_parent" on "asset_relation" ("asset_id") where "kind" = 'parent'
CREATE UNIQUE INDEX "pool_by_name" on "pool" ("name_key") where "deleted_at" is null
CREATE UNIQUE INDEX "session_unfinished" on "ingest_session" ("options_key") where "state" in ('discovering', 'running')
CREATE UNIQUE INDEX "tag_implication_once" on "tag_implication" ("antecedent_id", "consequent_id")
CREATE VIRTUAL TABLE asset_text using fts5(words, content='', contentless_delete=1, tokenize='ascii')
