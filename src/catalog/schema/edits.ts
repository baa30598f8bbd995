import type { Generated } from 'kysely';
import type { EditKind } from '../../domain/edit.ts';

/** One deed of a person, however many assets it changed. */
export interface EditBatchTable {
  /** UUIDv7: sorts by time. When a task does it, that of the task. */
  id: string;
  kind: EditKind;
  at: number;
  actor: string;
  /** EditSummary. */
  summary_json: string;
  /** Rows of asset_edit it wrote; those of purged assets are gone meanwhile. */
  assets: Generated<number>;
  /** Of those, how many were taken back. */
  undone: Generated<number>;
  /** The deed it takes back. */
  reverts: string | null;
}

/** What a deed changed in one asset. Ids rise with time within one asset: its row is held meanwhile. */
export interface AssetEditTable {
  id: Generated<number>;
  batch_id: string;
  asset_id: number;
  /** EditChanges. */
  changes_json: string;
  /** The deed that took it back; null = it stands, as far as nothing later changed the same. */
  undone_by: string | null;
}

/** An asset that a task has still to go through. */
export interface TaskAssetTable {
  task_id: string;
  asset_id: number;
}
