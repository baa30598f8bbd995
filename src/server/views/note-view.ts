import type { z } from 'zod';
import { type NoteRow, wordsOf } from '../../catalog/note-queries.ts';
import type { Note } from '../schemas/asset.ts';
import { isoTime } from './iso-time.ts';

export function toNote(row: NoteRow): z.infer<typeof Note> {
  return { id: row.id, assetId: row.asset_id, ...wordsOf(row), createdAt: isoTime(row.created_at), updatedAt: isoTime(row.updated_at) };
}
