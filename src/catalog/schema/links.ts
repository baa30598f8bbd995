import type { Generated } from 'kysely';
import type { KinKind, PoolKind } from '../../domain/link.ts';

/** `supersedes`: the file of `other_id` was overwritten with what is now `asset_id`. `parent`: `other_id` is the parent. */
export interface AssetRelationTable {
  asset_id: number;
  kind: 'supersedes' | 'parent';
  other_id: number;
  created_at: number;
}

/** All with the same `kin` belong together; never one alone. */
export interface AssetKinTable {
  kind: KinKind;
  asset_id: number;
  kin: string;
}

export interface PoolTable {
  id: Generated<number>;
  name: string;
  /** What makes the name unique and is searched for, see poolKey. */
  name_key: string;
  kind: PoolKind;
  description: Generated<string>;
  /** The one a person chose. */
  cover_asset_id: number | null;
  /** Members that are not in the trash. */
  count: Generated<number>;
  /** One more with each change of the members or their order. */
  version: Generated<number>;
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
}

export interface PoolAssetTable {
  pool_id: number;
  asset_id: number;
  /** With gaps; equal ones are in the order of their ids. */
  position: number;
}
