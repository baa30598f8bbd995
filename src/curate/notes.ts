import { refreshText } from '../catalog/asset-text.ts';
import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { recordAssetChange } from '../catalog/ingest-queries.ts';
import { holdAssets } from '../catalog/metadata-queries.ts';
import { deleteNote, insertNote, MOST_NOTES, noteById, type NoteRow, notesOf, type NoteWords, updateNote, wordsOf } from '../catalog/note-queries.ts';
import { plainText } from '../catalog/plain-text.ts';
import { AppError } from '../core/errors.ts';

interface By {
  readonly actor: string;
  readonly now: number;
}

/** A person writes a note on a picture, or of the whole of it. Throws `asset-not-found`, `too-many-notes`. */
export async function addNote(catalog: Catalog, assetId: number, words: NoteWords, by: By): Promise<NoteRow> {
  return catalog.write(async (tx) => {
    if (!(await holdAssets(tx, [assetId])).has(assetId)) throw new AppError('asset-not-found');
    if ((await notesOf(tx, assetId)).length >= MOST_NOTES) throw new AppError('too-many-notes', { detail: `There are ${MOST_NOTES}.` });
    const note = await insertNote(tx, assetId, kept(words), by.now);
    await tell(tx, note, 'note-written', { text: note.text }, by);
    return note;
  });
}

/** Says something else, or of another place. Returns what it said before. Throws `note-not-found`. */
export async function editNote(catalog: Catalog, id: number, edit: Partial<NoteWords>, by: By): Promise<{ note: NoteRow; previous: NoteWords }> {
  return catalog.write(async (tx) => {
    const before = await held(tx, id);
    const previous = wordsOf(before);
    const note = await updateNote(tx, id, kept({ ...previous, ...edit }), by.now);
    await tell(tx, note, 'note-changed', { before: previous, after: wordsOf(note) }, by);
    return { note, previous };
  });
}

/** Returns the note that is gone: written anew, it is there again. Throws `note-not-found`. */
export async function removeNote(catalog: Catalog, id: number, by: By): Promise<NoteRow> {
  return catalog.write(async (tx) => {
    const note = await held(tx, id);
    await deleteNote(tx, id);
    await tell(tx, note, 'note-removed', { text: note.text }, by);
    return note;
  });
}

async function held(tx: WriteTx, id: number): Promise<NoteRow> {
  const seen = await noteById(tx, id);
  if (seen !== undefined) await holdAssets(tx, [seen.asset_id]);
  const note = await noteById(tx, id);
  if (note === undefined) throw new AppError('note-not-found');
  return note;
}

/** A box that reaches out of the picture ends at its edge; ends that are all but there come of rounding. */
function kept({ text: written, box }: NoteWords): NoteWords {
  // As the catalog keeps it: a NUL alone is nothing.
  const text = plainText(written).trim();
  if (text === '') throw new AppError('invalid-input', { detail: 'A note says something', fields: [{ path: 'text', message: 'is empty' }] });
  if (box === null) return { text, box };
  const [x, y] = [Math.min(box.x, 0.999), Math.min(box.y, 0.999)];
  return { text, box: { x, y, width: Math.min(box.width, 1 - x), height: Math.min(box.height, 1 - y) } };
}

async function tell(tx: WriteTx, note: NoteRow, action: string, detail: Record<string, unknown>, { actor, now }: By): Promise<void> {
  await refreshText(tx, note.asset_id);
  await recordAssetChange(tx, 'asset-updated', note.asset_id, now);
  await recordDeed(tx, { actor, action, subject: String(note.asset_id), detail: { note: note.id, ...detail }, now });
}
