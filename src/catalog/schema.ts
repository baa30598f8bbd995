import type { Generated } from 'kysely';
import type { MediaFormat } from '../domain/format.ts';
import type { Generator } from '../domain/generation.ts';
import type { MetadataOrigin } from '../domain/metadata.ts';
import type { SessionTable, SessionTroubleTable, JobTable, LaneTable, UploadTable } from './schema/ingest.ts';
import type { DeletedContentTable, TaskTable, DuplicateFileTable } from './schema/curate.ts';
import type { ActivityTable, NoteTable } from './schema/marks.ts';
import type { AssetEditTable, EditBatchTable, TaskAssetTable } from './schema/edits.ts';
import type { AssetKinTable, AssetRelationTable, PoolAssetTable, PoolTable } from './schema/links.ts';
import type { SavedSearchTable } from './schema/search.ts';
import type { RootTable, FolderTable } from './schema/roots.ts';
import type { AssetTagTable, TagAliasTable, TagCategoryTable, TagClaimTable, TagImplicationTable, TagTable, TagWordTable } from './schema/tags.ts';
import type { ApiKeyTable, ChangeTable, LeaseTable, ProcessTable, SettingTable, LoginTable, LoginThrottleTable, AuditTable } from './schema/system.ts';

export type * from './schema/ingest.ts';
export type * from './schema/curate.ts';
export type * from './schema/edits.ts';
export type * from './schema/roots.ts';
export type * from './schema/system.ts';
export type * from './schema/tags.ts';
export type * from './schema/search.ts';
export type * from './schema/marks.ts';
export type * from './schema/links.ts';
import type { StackKind } from '../domain/stack.ts';

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
  sidecar: SidecarTable;
  stack: StackTable;
  stack_key: StackKeyTable;
  tag_category: TagCategoryTable;
  tag: TagTable;
  tag_alias: TagAliasTable;
  tag_word: TagWordTable;
  tag_implication: TagImplicationTable;
  tag_claim: TagClaimTable;
  asset_tag: AssetTagTable;
  saved_search: SavedSearchTable;
  note: NoteTable;
  activity: ActivityTable;
  edit_batch: EditBatchTable;
  asset_edit: AssetEditTable;
  task_asset: TaskAssetTable;
  asset_kin: AssetKinTable;
  pool: PoolTable;
  pool_asset: PoolAssetTable;
  api_key: ApiKeyTable;
}

/** One content. `id` is dense and small because the search index keys bitsets by it. */
export interface AssetTable {
  id: Generated<number>;
  sha256: Buffer;
  md5: Buffer;
  format: MediaFormat;
  bytes: number;
  /** 0 × 0 for a plain file, which has no fingerprint either: its hashes are empty. */
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
  stack_id: number | null;
  /** 1: shown only inside its stack. */
  stack_hidden: Generated<number>;
  /** Of the cover of a stack: how many are in it that are not in the trash; else null. */
  stack_size: number | null;
  /** 1: a person took it out of a stack, so it is put into none by itself. */
  unstacked: Generated<number>;
  /** Tags it bears, implied ones too. */
  tag_count: Generated<number>;
  favourite: Generated<number>;
  favourited_at: number | null;
  /** Place in CONTENT_RATINGS; null = nobody has looked. */
  content_rating: number | null;
  /** Who says so, as a TagOrigin; `human` is never overruled. */
  content_rating_origin: string | null;
  /** When a person last gave it its score; null when nobody here did. */
  scored_at: number | null;
}

/** Shots that are shown as one. `chosen_asset_id`: the cover a person wants; `cover_asset_id`: the one it has now. */
export interface StackTable {
  id: Generated<number>;
  kind: StackKind;
  cover_asset_id: number;
  chosen_asset_id: number | null;
  created_at: number;
}

/** What a shot is found by, by those that belong to it; see domain/stack.ts. */
export interface StackKeyTable {
  key: number;
  asset_id: number;
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

/** What a file beside pictures says of one of them, whether that is there yet or not. Assets hold their copy in `metadata`. */
export interface SidecarTable {
  /** Of the file; with `#` and a name in it when it speaks of several pictures. */
  path: string;
  /** Folder, archive, or `upload:` and the session in which the picture lies. */
  place: string;
  /** Name of the picture, lower case; without its ending when `stem`. */
  media: string;
  stem: number;
  facts_json: string;
  /** By group, as in `metadata`. */
  raw_json: string;
  /** The text of the whole file. */
  content: string;
  /** 1: the file was taken in, so that another of its name may come to where it lay. */
  moved: number;
  /** From then on it speaks of no further picture; null = no such time. */
  until: number | null;
  read_at: number;
}
