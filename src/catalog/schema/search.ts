import type { Generated } from 'kysely';

export interface SavedSearchTable {
  id: Generated<number>;
  name: string;
  /** See domain/saved-search.ts; unique. */
  name_key: string;
  query: string;
  /** 1: shown where one sees it without asking. */
  pinned: Generated<number>;
  /** Lower ones first. */
  position: number;
  created_at: number;
  updated_at: number;
}
