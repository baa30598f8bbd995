import type { Generated } from 'kysely';
import type { Activity } from '../../domain/activity.ts';

/** What a person wrote on a picture, or of the whole of it. */
export interface NoteTable {
  id: Generated<number>;
  asset_id: number;
  /** Left and top edge, width and height as shares of the picture, 0…1; all null when it speaks of the whole. */
  x: number | null;
  y: number | null;
  width: number | null;
  height: number | null;
  text: string;
  created_at: number;
  updated_at: number;
}

/** How much was done in an hour, counted in the transactions that did it. */
export interface ActivityTable {
  /** Hours since 1970. */
  hour: number;
  kind: Activity;
  /** PostgreSQL: writers at the same time take different ones, so that none waits for another. */
  slot: number;
  count: number;
}
