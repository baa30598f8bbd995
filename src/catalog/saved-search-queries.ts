import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { SavedSearchTable } from './schema.ts';

export type SavedSearchRow = Selectable<SavedSearchTable>;

/** All of them, in their order. */
export async function listSavedSearches(db: ReadDb | WriteTx): Promise<SavedSearchRow[]> {
  return db.selectFrom('saved_search').selectAll().orderBy('position').orderBy('id').execute();
}

export async function savedSearchesByKey(db: ReadDb | WriteTx, keys: readonly string[]): Promise<Map<string, SavedSearchRow>> {
  if (keys.length === 0) return new Map();
  const rows = await db.selectFrom('saved_search').selectAll().where('name_key', 'in', keys).execute();
  return new Map(rows.map((row) => [row.name_key, row]));
}

export async function insertSavedSearch(tx: WriteTx, row: Insertable<SavedSearchTable>): Promise<SavedSearchRow> {
  return tx.insertInto('saved_search').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function updateSavedSearch(tx: WriteTx, id: number, row: Updateable<SavedSearchTable>): Promise<void> {
  await tx.updateTable('saved_search').set(row).where('id', '=', id).execute();
}

export async function deleteSavedSearch(tx: WriteTx, id: number): Promise<void> {
  await tx.deleteFrom('saved_search').where('id', '=', id).execute();
}
