CREATE INDEX "asset_by_time" on "asset" ("sort_at", "id", "width", "height") where "state" = 'active'
CREATE INDEX "asset_by_trash" on "asset" ("trash_id", "id") where "state" = 'trashed'
CREATE INDEX "asset_in_trash" on "asset" ("trashed_at", "id", "bytes") where "state" = 'trashed'
CREATE INDEX "deleted_by_time" on "deleted_content" ("deleted_at", "sha256")
CREATE INDEX "duplicate_by_batch" on "duplicate_file" ("batch", "id") where "batch" is not null
CREATE INDEX "duplicate_by_task" on "duplicate_file" ("task_id", "id")
CREATE INDEX "job_by_asset" on "job" ("asset_id") where "asset_id" is not null
CREATE INDEX "job_by_session" on "job" ("session_id", "id")
CREATE INDEX "job_ready" on "job" ("lane", "solo", "priority", "id") where "state" = 'ready'
CREATE INDEX "job_ready_by_session" on "job" ("session_id", "lane", "solo", "id") where "state" = 'ready'
CREATE INDEX "job_running" on "job" ("lane", "lease_until") where "state" = 'running'
CREATE INDEX "job_troubled" on "job" ("session_id", "id") where "outcome" in ('failed', 'quarantined')
CREATE INDEX "location_by_asset" on "location" ("asset_id")
CREATE INDEX "location_outside" on "location" ("asset_id", "id") where "state" = 'present' and "kind" <> 'stored'
CREATE INDEX "task_by_kind" on "task" ("kind", "id")
CREATE TABLE "asset" ("id" integer primary key autoincrement, "sha256" blob not null unique, "md5" blob not null, "format" text not null, "bytes" integer not null, "width" integer not null, "height" integer not null, "orientation" integer not null, "frames" integer not null, "has_alpha" integer not null, "phash" blob not null, "fine_hash" blob not null, "thumbhash" blob not null, "colors_json" text not null, "preview_ext" text not null, "name" text not null, "sort_at" integer not null, "taken_at" integer, "taken_at_offset" integer, "camera_make" text, "camera_model" text, "lens" text, "focal_length" real, "aperture" real, "iso" integer, "exposure_seconds" real, "latitude" real, "longitude" real, "altitude" real, "software" text, "session_id" text not null, "created_at" integer not null, "state" text default 'active' not null, "trashed_at" integer, "trash_id" text)
CREATE TABLE "audit" ("id" integer primary key autoincrement, "at" integer not null, "actor" text not null, "action" text not null, "subject" text not null, "detail_json" text not null)
CREATE TABLE "change" ("seq" integer primary key autoincrement, "kind" text not null, "asset_id" integer, "session_id" text, "at" integer not null)
CREATE TABLE "deleted_content" ("sha256" blob primary key, "name" text not null, "bytes" integer not null, "deleted_at" integer not null, "purging" integer default 0 not null)
CREATE TABLE "duplicate_file" ("id" integer primary key autoincrement, "task_id" text not null references "task" ("id"), "asset_id" integer not null, "sha256" blob not null, "path" text not null, "bytes" integer not null, "mtime_ms" integer not null, "role" text not null, "state" text not null, "batch" text, "note" text)
CREATE TABLE "ingest_session" ("id" text primary key, "source" text not null, "state" text not null, "mode" text not null, "options_json" text not null, "options_key" text not null, "discovered" integer default 0 not null, "ingested" integer default 0 not null, "duplicate" integer default 0 not null, "skipped" integer default 0 not null, "failed" integer default 0 not null, "quarantined" integer default 0 not null, "unchanged" integer default 0 not null, "pending" integer default 0 not null, "bytes_done" integer default 0 not null, "current_name" text, "created_at" integer not null, "updated_at" integer not null, "finished_at" integer, "paused" integer default 0 not null, "max_parallel" integer, "dry_run" integer default 0 not null, "preview_json" text, "webhook_url" text)
CREATE TABLE "job" ("id" integer primary key autoincrement, "lane" text not null, "session_id" text references "ingest_session" ("id"), "offer_key" text unique, "payload_json" text not null, "name" text not null, "state" text not null, "priority" integer not null, "run_after" integer not null, "attempt" integer default 0 not null, "deaths" integer default 0 not null, "solo" integer default 0 not null, "lease_owner" text, "lease_until" integer, "lease_token" integer default 0 not null, "outcome" text, "error_code" text, "error_detail" text, "asset_id" integer, "bytes" integer, "timings_json" text, "created_at" integer not null, "finished_at" integer)
CREATE TABLE "lane" ("name" text primary key, "paused_until" integer default 0 not null, "max_running" integer)
CREATE TABLE "lease" ("name" text primary key, "owner" text not null, "until" integer not null)
CREATE TABLE "location" ("id" integer primary key autoincrement, "asset_id" integer not null references "asset" ("id"), "kind" text not null, "path" text not null unique, "name" text not null, "bytes" integer not null, "mtime_ms" integer not null, "state" text not null, "session_id" text not null, "created_at" integer not null)
CREATE TABLE "login" ("token_hash" blob primary key, "user_agent" text not null, "created_at" integer not null, "expires_at" integer not null)
CREATE TABLE "login_throttle" ("key" text primary key, "failures" integer default 0 not null, "blocked_until" integer default 0 not null, "updated_at" integer not null)
CREATE TABLE "process" ("id" text primary key, "role" text not null, "host" text not null, "pid" integer not null, "started_at" integer not null, "heartbeat_at" integer not null)
CREATE TABLE "setting" ("key" text primary key, "value_json" text not null, "updated_at" integer not null)
CREATE TABLE "task" ("id" text primary key, "kind" text not null, "state" text not null, "options_json" text not null, "done" integer default 0 not null, "total" integer default 0 not null, "result_json" text, "error_code" text, "error_detail" text, "created_at" integer not null, "finished_at" integer)
CREATE UNIQUE INDEX "session_unfinished" on "ingest_session" ("options_key") where "state" in ('discovering', 'running')
