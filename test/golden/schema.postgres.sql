CREATE INDEX asset_by_described ON public.asset USING btree (described, id)
CREATE INDEX asset_by_favourited_at ON public.asset USING btree (favourited_at) WHERE (favourited_at IS NOT NULL)
CREATE INDEX asset_by_scored_at ON public.asset USING btree (scored_at) WHERE (scored_at IS NOT NULL)
CREATE INDEX asset_by_stack ON public.asset USING btree (stack_id) WHERE (stack_id IS NOT NULL)
CREATE INDEX asset_by_time ON public.asset USING btree (sort_at, id, width, height) WHERE ((state = 'active'::text) AND (stack_hidden = 0))
CREATE INDEX asset_by_trash ON public.asset USING btree (trash_id, id) WHERE (state = 'trashed'::text)
CREATE INDEX asset_edit_by_asset ON public.asset_edit USING btree (asset_id, id)
CREATE INDEX asset_in_trash ON public.asset USING btree (trashed_at, id, bytes) WHERE (state = 'trashed'::text)
CREATE INDEX asset_kin_by_asset ON public.asset_kin USING btree (asset_id)
CREATE INDEX asset_kin_by_kin ON public.asset_kin USING btree (kin, asset_id)
CREATE INDEX asset_relation_by_other ON public.asset_relation USING btree (other_id, kind)
CREATE INDEX asset_relation_children ON public.asset_relation USING btree (other_id, asset_id) WHERE (kind = 'parent'::text)
CREATE INDEX asset_text_words ON public.asset_text USING gin (words)
CREATE INDEX audit_by_subject ON public.audit USING btree (subject, id)
CREATE INDEX deleted_by_time ON public.deleted_content USING btree (deleted_at, sha256)
CREATE INDEX duplicate_by_batch ON public.duplicate_file USING btree (batch, id) WHERE (batch IS NOT NULL)
CREATE INDEX duplicate_by_task ON public.duplicate_file USING btree (task_id, id)
CREATE INDEX duplicate_keeper ON public.duplicate_file USING btree (task_id, asset_id) WHERE (role = 'keep'::text)
CREATE INDEX folder_by_parent ON public.folder USING btree (parent_id, present, name)
CREATE INDEX job_by_asset ON public.job USING btree (asset_id) WHERE (asset_id IS NOT NULL)
CREATE INDEX job_by_outcome ON public.job USING btree (session_id, outcome, id) WHERE (outcome = ANY (ARRAY['duplicate'::text, 'skipped'::text, 'failed'::text, 'quarantined'::text]))
CREATE INDEX job_by_session ON public.job USING btree (session_id, id)
CREATE INDEX job_kept_away ON public.job USING btree (session_id, id) WHERE ((outcome = 'skipped'::text) AND (error_code = ANY (ARRAY['in-trash'::text, 'deleted-before'::text])))
CREATE INDEX job_ready ON public.job USING btree (lane, solo, priority, id) WHERE (state = 'ready'::text)
CREATE INDEX job_ready_by_session ON public.job USING btree (session_id, lane, solo, id) WHERE (state = 'ready'::text)
CREATE INDEX job_running ON public.job USING btree (lane, lease_until) WHERE (state = 'running'::text)
CREATE INDEX job_troubled ON public.job USING btree (session_id, id) WHERE (outcome = ANY (ARRAY['failed'::text, 'quarantined'::text]))
CREATE INDEX job_troubled_by_code ON public.job USING btree (session_id, error_code, outcome, id) WHERE (outcome = ANY (ARRAY['failed'::text, 'quarantined'::text]))
CREATE INDEX job_waiting ON public.job USING btree (session_id, error_code) WHERE ((state = 'ready'::text) AND (error_code IS NOT NULL))
CREATE INDEX location_by_asset ON public.location USING btree (asset_id)
CREATE INDEX location_by_folder ON public.location USING btree (folder_id, id) WHERE (folder_id IS NOT NULL)
CREATE INDEX location_by_inode ON public.location USING btree (ino, dev) WHERE (ino IS NOT NULL)
CREATE INDEX location_outside ON public.location USING btree (asset_id, kind) WHERE ((state = 'present'::text) AND (kind <> 'stored'::text))
CREATE INDEX location_referenced_by_size ON public.location USING btree (bytes, id) WHERE (kind = 'referenced'::text)
CREATE INDEX note_by_asset ON public.note USING btree (asset_id, id)
CREATE INDEX pool_asset_by_asset ON public.pool_asset USING btree (asset_id, pool_id)
CREATE INDEX pool_asset_in_order ON public.pool_asset USING btree (pool_id, "position", asset_id)
CREATE INDEX pool_by_cover ON public.pool USING btree (cover_asset_id) WHERE (cover_asset_id IS NOT NULL)
CREATE INDEX pool_by_update ON public.pool USING btree (updated_at, id) WHERE (deleted_at IS NULL)
CREATE INDEX session_cancelling ON public.ingest_session USING btree (id) WHERE (cancelling = 1)
CREATE INDEX session_unfolded ON public.ingest_session USING btree (finished_at) WHERE (folded_at IS NULL)
CREATE INDEX sidecar_by_media ON public.sidecar USING btree (place, media)
CREATE INDEX stack_key_by_asset ON public.stack_key USING btree (asset_id)
CREATE INDEX tag_alias_by_tag ON public.tag_alias USING btree (tag_id)
CREATE INDEX tag_by_category ON public.tag USING btree (category, count, id)
CREATE INDEX tag_by_count ON public.tag USING btree (count, id)
CREATE INDEX tag_implication_by_consequent ON public.tag_implication USING btree (consequent_id)
CREATE INDEX tag_implication_by_state ON public.tag_implication USING btree (state, id)
CREATE INDEX tag_word_by_tag ON public.tag_word USING btree (tag_id)
CREATE INDEX tag_word_by_word ON public.tag_word USING btree (word)
CREATE INDEX tag_word_top_1 ON public.tag_word USING btree (substr(word, 1, 1), rank)
CREATE INDEX tag_word_top_2 ON public.tag_word USING btree (substr(word, 1, 2), rank)
CREATE INDEX tag_word_top_3 ON public.tag_word USING btree (substr(word, 1, 3), rank)
CREATE INDEX task_by_kind ON public.task USING btree (kind, id)
CREATE INDEX upload_by_expiry ON public.upload USING btree (expires_at, id)
CREATE OR REPLACE FUNCTION public.folder_count()
 RETURNS trigger
 LANGUAGE plpg ql
AS $function$
  begin
    if TG_OP = 'INSERT' then update folder  et total_below = total_below + NEW.total_below, inge ted_below = inge ted_below + NEW.inge ted_below,
  un canned_below = un canned_below + NEW.un canned_below where id = NEW.parent_id; el if TG_OP = 'DELETE' then update folder  et total_below = total_below - OLD.total_below, inge ted_below = inge ted_below - OLD.inge ted_below,
  un canned_below = un canned_below - OLD.un canned_below where id = OLD.parent_id; el e update folder  et total_below = total_below + NEW.total_below - OLD.total_below,
  inge ted_below = inge ted_below + NEW.inge ted_below - OLD.inge ted_below,
  un canned_below = un canned_below + NEW.un canned_below - OLD.un canned_below where id = NEW.parent_id; end if;
    return null;
  end $function$

CREATE OR REPLACE FUNCTION public.location_deleted()
 RETURNS trigger
 LANGUAGE plpg ql
AS $function$
  begin
    update folder  et inge ted_file  = inge ted_file  + change.file , inge ted_below = inge ted_below + change.file 
    from ( elect folder_id,  um(n)::bigint a  file  from ( elect folder_id,  tate, -1 a  n from departed) a  one where folder_id i  not null and  tate = 'pre ent'
      group by folder_id having  um(n) <> 0) a  change where folder.id = change.folder_id;
    return null;
  end $function$

CREATE OR REPLACE FUNCTION public.location_in erted()
 RETURNS trigger
 LANGUAGE plpg ql
AS $function$
  begin
    update folder  et inge ted_file  = inge ted_file  + change.file , inge ted_below = inge ted_below + change.file 
    from ( elect folder_id,  um(n)::bigint a  file  from ( elect folder_id,  tate, 1 a  n from arrived) a  one where folder_id i  not null and  tate = 'pre ent'
      group by folder_id having  um(n) <> 0) a  change where folder.id = change.folder_id;
    return null;
  end $function$

CREATE OR REPLACE FUNCTION public.location_updated()
 RETURNS trigger
 LANGUAGE plpg ql
AS $function$
  begin
    update folder  et inge ted_file  = inge ted_file  + change.file , inge ted_below = inge ted_below + change.file 
    from ( elect folder_id,  um(n)::bigint a  file  from ( elect folder_id,  tate, 1 a  n from arrived union all  elect folder_id,  tate, -1 a  n from departed) a  one where folder_id i  not null and  tate = 'pre ent'
      group by folder_id having  um(n) <> 0) a  change where folder.id = change.folder_id;
    return null;
  end $function$

CREATE TRIGGER folder_born AFTER INSERT ON public.folder FOR EACH ROW WHEN ((new.parent_id IS NOT NULL)) EXECUTE FUNCTION folder_count()
CREATE TRIGGER folder_climb AFTER UPDATE OF total_below, ingested_below, unscanned_below ON public.folder FOR EACH ROW WHEN (((new.parent_id IS NOT NULL) AND (((new.total_below IS DISTINCT FROM old.total_below) OR (new.ingested_below IS DISTINCT FROM old.ingested_below)) OR (new.unscanned_below IS DISTINCT FROM old.unscanned_below)))) EXECUTE FUNCTION folder_count()
CREATE TRIGGER folder_gone AFTER DELETE ON public.folder FOR EACH ROW WHEN ((old.parent_id IS NOT NULL)) EXECUTE FUNCTION folder_count()
CREATE TRIGGER location_counted AFTER INSERT ON public.location REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION location_inserted()
CREATE TRIGGER location_recounted AFTER UPDATE ON public.location REFERENCING OLD TABLE AS departed NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION location_updated()
CREATE TRIGGER location_uncounted AFTER DELETE ON public.location REFERENCING OLD TABLE AS departed FOR EACH STATEMENT EXECUTE FUNCTION location_deleted()
CREATE UNIQUE INDEX activity_key ON public.activity USING btree (hour, kind, slot)
CREATE UNIQUE INDEX api_key_key_hash_key ON public.api_key USING btree (key_hash)
CREATE UNIQUE INDEX api_key_pkey ON public.api_key USING btree (id)
CREATE UNIQUE INDEX asset_edit_by_batch ON public.asset_edit USING btree (batch_id, asset_id)
CREATE UNIQUE INDEX asset_edit_pkey ON public.asset_edit USING btree (id)
CREATE UNIQUE INDEX asset_kin_key ON public.asset_kin USING btree (kind, asset_id)
CREATE UNIQUE INDEX asset_pkey ON public.asset USING btree (id)
CREATE UNIQUE INDEX asset_relation_key ON public.asset_relation USING btree (asset_id, kind, other_id)
CREATE UNIQUE INDEX asset_relation_one_parent ON public.asset_relation USING btree (asset_id) WHERE (kind = 'parent'::text)
CREATE UNIQUE INDEX asset_sha256_key ON public.asset USING btree (sha256)
CREATE UNIQUE INDEX asset_tag_key ON public.asset_tag USING btree (tag_id, asset_id)
CREATE UNIQUE INDEX asset_text_pkey ON public.asset_text USING btree (asset_id)
CREATE UNIQUE INDEX audit_pkey ON public.audit USING btree (id)
CREATE UNIQUE INDEX change_pkey ON public.change USING btree (seq)
CREATE UNIQUE INDEX deleted_content_pkey ON public.deleted_content USING btree (sha256)
CREATE UNIQUE INDEX duplicate_file_pkey ON public.duplicate_file USING btree (id)
CREATE UNIQUE INDEX edit_batch_pkey ON public.edit_batch USING btree (id)
CREATE UNIQUE INDEX folder_path_key ON public.folder USING btree (path)
CREATE UNIQUE INDEX folder_pkey ON public.folder USING btree (id)
CREATE UNIQUE INDEX generation_pkey ON public.generation USING btree (asset_id)
CREATE UNIQUE INDEX ingest_session_pkey ON public.ingest_session USING btree (id)
CREATE UNIQUE INDEX job_offer_key_key ON public.job USING btree (offer_key)
CREATE UNIQUE INDEX job_pkey ON public.job USING btree (id)
CREATE UNIQUE INDEX lane_pkey ON public.lane USING btree (name)
CREATE UNIQUE INDEX lease_pkey ON public.lease USING btree (name)
CREATE UNIQUE INDEX location_path_key ON public.location USING btree (path)
CREATE UNIQUE INDEX location_pkey ON public.location USING btree (id)
CREATE UNIQUE INDEX login_pkey ON public.login USING btree (token_hash)
CREATE UNIQUE INDEX login_throttle_pkey ON public.login_throttle USING btree (key)
CREATE UNIQUE INDEX metadata_key ON public.metadata USING btree (asset_id, origin, path)
CREATE UNIQUE INDEX note_pkey ON public.note USING btree (id)
CREATE UNIQUE INDEX pool_asset_key ON public.pool_asset USING btree (pool_id, asset_id)
CREATE UNIQUE INDEX pool_by_name ON public.pool USING btree (name_key) WHERE (deleted_at IS NULL)
CREATE UNIQUE INDEX pool_pkey ON public.pool USING btree (id)
CREATE UNIQUE INDEX process_pkey ON public.process USING btree (id)
CREATE UNIQUE INDEX root_config_path_key ON public.root USING btree (config_path)
CREATE UNIQUE INDEX root_path_key ON public.root USING btree (path)
CREATE UNIQUE INDEX root_pkey ON public.root USING btree (id)
CREATE UNIQUE INDEX saved_search_name_key_key ON public.saved_search USING btree (name_key)
CREATE UNIQUE INDEX saved_search_pkey ON public.saved_search USING btree (id)
CREATE UNIQUE INDEX session_trouble_key ON public.session_trouble USING btree (session_id, path)
CREATE UNIQUE INDEX session_unfinished ON public.ingest_session USING btree (options_key) WHERE (state = ANY (ARRAY['discovering'::text, 'running'::text]))
CREATE UNIQUE INDEX setting_pkey ON public.setting USING btree (key)
CREATE UNIQUE INDEX sidecar_pkey ON public.sidecar USING btree (path)
CREATE UNIQUE INDEX stack_key_key ON public.stack_key USING btree (key, asset_id)
CREATE UNIQUE INDEX stack_pkey ON public.stack USING btree (id)
CREATE UNIQUE INDEX tag_alias_pkey ON public.tag_alias USING btree (name)
CREATE UNIQUE INDEX tag_category_pkey ON public.tag_category USING btree (name)
CREATE UNIQUE INDEX tag_claim_key ON public.tag_claim USING btree (asset_id, tag_id, origin)
CREATE UNIQUE INDEX tag_implication_once ON public.tag_implication USING btree (antecedent_id, consequent_id)
CREATE UNIQUE INDEX tag_implication_pkey ON public.tag_implication USING btree (id)
CREATE UNIQUE INDEX tag_name_key ON public.tag USING btree (name)
CREATE UNIQUE INDEX tag_pkey ON public.tag USING btree (id)
CREATE UNIQUE INDEX tag_word_pkey ON public.tag_word USING btree (id)
CREATE UNIQUE INDEX task_asset_key ON public.task_asset USING btree (task_id, asset_id)
CREATE UNIQUE INDEX task_pkey ON public.task USING btree (id)
CREATE UNIQUE INDEX upload_pkey ON public.upload USING btree (id)
table activity: hour integer not null, kind text not null, slot integer not null, count bigint not null
table api_key: id bigint not null identity, name text not null, key_hash bytea not null, hint text not null, scope text not null, created_at bigint not null, expires_at bigint, used_at bigint
table asset: id bigint not null identity, sha256 bytea not null, md5 bytea not null, format text not null, bytes bigint not null, width integer not null, height integer not null, orientation integer not null, frames integer not null, has_alpha integer not null, phash bytea not null, fine_hash bytea not null, thumbhash bytea not null, colors_json text not null, preview_ext text not null, name text not null, sort_at bigint not null, taken_at bigint, taken_at_offset integer, camera_make text, camera_model text, lens text, focal_length double precision, aperture double precision, iso integer, exposure_seconds double precision, latitude double precision, longitude double precision, altitude double precision, software text, session_id text not null, created_at bigint not null, state text not null default 'active'::text, trashed_at bigint, trash_id text, doubtful_date text, title text, description text, keywords_json text, creator text, copyright text, video_codec text, audio_codec text, rating integer, duration_ms integer, playable integer, strip integer, frames_per_second double precision, frames_hash bytea, described integer not null default 0, stack_id bigint, stack_hidden integer not null default 0, stack_size integer, unstacked integer not null default 0, favourite integer not null default 0, tag_count integer not null default 0, content_rating integer, content_rating_origin text, favourited_at bigint, scored_at bigint
table asset_edit: id bigint not null identity, batch_id text not null, asset_id bigint not null, changes_json text not null, undone_by text
table asset_kin: kind text not null, asset_id bigint not null, kin text not null
table asset_relation: asset_id bigint not null, kind text not null, other_id bigint not null, created_at bigint not null
table asset_tag: tag_id bigint not null, asset_id bigint not null
table asset_text: asset_id bigint not null, words tsvector not null
table audit: id bigint not null identity, at bigint not null, actor text not null, action text not null, subject text not null, detail_json text not null
table change: seq bigint not null identity, kind text not null, asset_id bigint, session_id text, at bigint not null
table deleted_content: sha256 bytea not null, name text not null, bytes bigint not null, deleted_at bigint not null, purging integer not null default 0
table duplicate_file: id bigint not null identity, task_id text not null, asset_id bigint not null, sha256 bytea not null, path text not null, bytes bigint not null, mtime_ms bigint not null, role text not null, state text not null, batch text, note text
table edit_batch: id text not null, kind text not null, at bigint not null, actor text not null, summary_json text not null, assets integer not null default 0, undone integer not null default 0, reverts text
table folder: id bigint not null identity, parent_id bigint, path text not null, name text not null, present integer not null default 1, subfolders integer not null default 0, total_files bigint not null default 0, ingested_files bigint not null default 0, total_below bigint not null default 0, ingested_below bigint not null default 0, unscanned_below bigint not null default 1, scanned_at bigint
table generation: asset_id bigint not null, generator text not null, prompt text, negative text, model text, model_hash text, vae text, loras_json text not null, sampler text, scheduler text, steps integer, cfg double precision, seed text, width integer, height integer, denoise double precision, hires_json text, keywords_json text not null, extra_json text not null, raw_json text not null
table ingest_session: id text not null, source text not null, state text not null, mode text not null, options_json text not null, options_key text not null, discovered integer not null default 0, ingested integer not null default 0, duplicate integer not null default 0, skipped integer not null default 0, failed integer not null default 0, quarantined integer not null default 0, unchanged integer not null default 0, pending integer not null default 0, bytes_done bigint not null default 0, current_name text, created_at bigint not null, updated_at bigint not null, finished_at bigint, paused integer not null default 0, max_parallel integer, dry_run integer not null default 0, preview_json text, webhook_url text, idle_since bigint, pace_at bigint, pace_done bigint, mark_at bigint, mark_done bigint, last_done_at bigint, webhook_state text, webhook_delivery text, webhook_error text, idle_ms bigint not null default 0, search_text text not null default ''::text, cancelling integer not null default 0, unread integer not null default 0, folded_to bigint, folded_at bigint
table job: id bigint not null identity, lane text not null, session_id text, offer_key text, payload_json text not null, name text not null, state text not null, priority integer not null, run_after bigint not null, attempt integer not null default 0, deaths integer not null default 0, solo integer not null default 0, lease_owner text, lease_until bigint, lease_token integer not null default 0, outcome text, error_code text, error_detail text, asset_id bigint, bytes bigint, timings_json text, created_at bigint not null, finished_at bigint
table lane: name text not null, paused_until bigint not null default 0, max_running integer
table lease: name text not null, owner text not null, until bigint not null
table location: id bigint not null identity, asset_id bigint not null, kind text not null, path text not null, name text not null, bytes bigint not null, mtime_ms bigint not null, state text not null, session_id text not null, created_at bigint not null, folder_id bigint, dev text, ino text
table login: token_hash bytea not null, user_agent text not null, created_at bigint not null, expires_at bigint not null
table login_throttle: key text not null, failures integer not null default 0, blocked_until bigint not null default 0, updated_at bigint not null
table metadata: asset_id bigint not null, origin text not null, path text not null default ''::text, facts_json text not null, raw_json text, read_at bigint not null
table note: id bigint not null identity, asset_id bigint not null, x double precision, y double precision, width double precision, height double precision, text text not null, created_at bigint not null, updated_at bigint not null
table pool: id bigint not null identity, name text not null, name_key text not null, kind text not null, description text not null default ''::text, cover_asset_id bigint, count integer not null default 0, version integer not null default 0, created_at bigint not null, updated_at bigint not null, deleted_at bigint
table pool_asset: pool_id bigint not null, asset_id bigint not null, position bigint not null
table process: id text not null, role text not null, host text not null, pid integer not null, started_at bigint not null, heartbeat_at bigint not null
table root: id text not null, path text not null, config_path text, mode text not null, watch integer not null default 0, state text not null, reason text, marker integer not null default 0, dev text, ino text, mounted integer not null default 0, moving_to text, created_at bigint not null, changed_at bigint not null
table saved_search: id bigint not null identity, name text not null, name_key text not null, query text not null, pinned integer not null default 0, position integer not null, created_at bigint not null, updated_at bigint not null
table session_trouble: session_id text not null, path text not null, code text not null, detail text, at bigint not null
table setting: key text not null, value_json text not null, updated_at bigint not null
table sidecar: path text not null, place text not null, media text not null, stem integer not null, facts_json text not null, raw_json text not null, content text not null, moved integer not null, until bigint, read_at bigint not null
table stack: id bigint not null identity, kind text not null, cover_asset_id bigint not null, chosen_asset_id bigint, created_at bigint not null
table stack_key: key bigint not null, asset_id bigint not null
table tag: id bigint not null identity, name text not null, category text not null default 'general'::text, count integer not null default 0, deprecated integer not null default 0, wiki text, created_at bigint not null, updated_at bigint not null, elsewhere integer not null default 0
table tag_alias: name text not null, tag_id bigint not null, origin text not null, created_at bigint not null
table tag_category: name text not null, color text, position integer not null, builtin integer not null default 0
table tag_claim: asset_id bigint not null, tag_id bigint not null, origin text not null, says integer not null, score double precision
table tag_implication: id bigint not null identity, antecedent_id bigint not null, consequent_id bigint not null, state text not null, origin text not null, support integer, confidence double precision, created_at bigint not null, updated_at bigint not null
table tag_word: id bigint not null identity, tag_id bigint not null, word text not null, alias text, rank integer not null
table task: id text not null, kind text not null, state text not null, options_json text not null, done integer not null default 0, total integer not null default 0, result_json text, error_code text, error_detail text, created_at bigint not null, finished_at bigint
table task_asset: task_id text not null, asset_id bigint not null
table upload: id text not null, session_id text, name text not null, metadata text not null, length bigint not null, received bigint not null default 0, modified_at bigint, done integer not null default 0, lock_owner text, lock_until bigint not null default 0, created_at bigint not null, expires_at bigint not null
