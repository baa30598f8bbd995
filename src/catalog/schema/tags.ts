import type { Generated } from 'kysely';
import type { TagOrigin } from '../../domain/tag.ts';

export interface TagCategoryTable {
  name: string;
  /** `#rrggbb`; null = the page chooses. */
  color: string | null;
  position: number;
  /** 1: it cannot be removed. */
  builtin: Generated<number>;
}

export interface TagTable {
  id: Generated<number>;
  /** As domain/tag.ts keeps it. */
  name: string;
  category: Generated<string>;
  /** Rows of asset_tag, those of assets in the trash too; changes in the same transaction. */
  count: Generated<number>;
  /** 1: not offered and not put on further assets. */
  deprecated: Generated<number>;
  /** What people should know of it, Markdown. */
  wiki: string | null;
  /** How often another library had it, as an imported list of tags says: a hint which to offer first. */
  elsewhere: Generated<number>;
  created_at: number;
  updated_at: number;
}

/** Another name of a tag; never the name of a tag itself. */
export interface TagAliasTable {
  name: string;
  tag_id: number;
  origin: string;
  created_at: number;
}

/** Beginnings by which a tag is found while somebody types; see domain/tag-words.ts. Written by catalog/tag-words.ts only. */
export interface TagWordTable {
  id: Generated<number>;
  tag_id: number;
  word: string;
  /** The other name it belongs to; null: the name of the tag itself. */
  alias: string | null;
  /** See tagRank: highest first. */
  rank: number;
}

/** What bears the antecedent bears the consequent too, while the rule is `active`. */
export interface TagImplicationTable {
  id: Generated<number>;
  antecedent_id: number;
  consequent_id: number;
  state: 'suggested' | 'active' | 'rejected';
  /** `human`, `pattern`, `statistics` or `import`. */
  origin: string;
  /** Of a suggestion from statistics: assets with both, and their share of those with the antecedent. */
  support: number | null;
  confidence: number | null;
  created_at: number;
  updated_at: number;
}

/** One word about one tag of one asset. Written by catalog/tag-claims.ts only. */
export interface TagClaimTable {
  asset_id: number;
  tag_id: number;
  origin: TagOrigin;
  /** 1 yes; 0 no, which only a person says. */
  says: number;
  /** 0…1 of a model. */
  score: number | null;
}

/** The tags an asset bears after all claims: at least one yes and no human no. Written by catalog/tag-claims.ts only. */
export interface AssetTagTable {
  tag_id: number;
  asset_id: number;
}
