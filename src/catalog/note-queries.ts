import type { Selectable } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { NoteTable } from './schema.ts';

export type NoteRow = Selectable<NoteTable>;

/** What a person says in a note; `box` null = of the whole picture. */
export interface NoteWords {
  readonly text: string;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
}

/** One picture with more is a mistake of a script; all of them come with the asset. */
export const MOST_NOTES = 500;

/** Notes of an asset in the order they were written. */
export async function notesOf(db: ReadDb | WriteTx, assetId: number): Promise<NoteRow[]> {
  return db.selectFrom('note').selectAll().where('asset_id', '=', assetId).orderBy('id').limit(MOST_NOTES).execute();
}

export async function noteById(db: ReadDb | WriteTx, id: number): Promise<NoteRow | undefined> {
  return db.selectFrom('note').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertNote(tx: WriteTx, assetId: number, words: NoteWords, now: number): Promise<NoteRow> {
  return tx
    .insertInto('note')
    .values({ asset_id: assetId, ...columnsOf(words), created_at: now, updated_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function updateNote(tx: WriteTx, id: number, words: NoteWords, now: number): Promise<NoteRow> {
  return tx
    .updateTable('note')
    .set({ ...columnsOf(words), updated_at: now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteNote(tx: WriteTx, id: number): Promise<void> {
  await tx.deleteFrom('note').where('id', '=', id).execute();
}

/** As it was said. */
export function wordsOf({ text, x, y, width, height }: NoteRow): NoteWords {
  return { text, box: x === null || y === null || width === null || height === null ? null : { x, y, width, height } };
}

function columnsOf({ text, box }: NoteWords) {
  return { text, ...(box ?? { x: null, y: null, width: null, height: null }) };
}
