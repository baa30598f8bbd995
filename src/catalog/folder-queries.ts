import { basename, dirname, join } from 'node:path';
import { type Selectable, sql, type SqlBool } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { FolderTable } from './schema.ts';

export type FolderRow = Selectable<FolderTable>;

/** Rows of one INSERT and values of one IN; SQLite takes 32,766 parameters. */
const CHUNK = 500;

/** What one look into a folder found. */
export interface FolderLook {
  /** Absolute. */
  readonly path: string;
  /** Files that could be taken in. */
  readonly files: number;
  /** Names of the folders in it that are not left out. */
  readonly folders: readonly string[];
}

export async function folderByPath(db: ReadDb | WriteTx, path: string): Promise<FolderRow | undefined> {
  return db.selectFrom('folder').selectAll().where('path', '=', path).executeTakeFirst();
}

export async function foldersByPaths(db: ReadDb, paths: readonly string[]): Promise<Map<string, FolderRow>> {
  if (paths.length === 0) return new Map();
  const rows = await db.selectFrom('folder').selectAll().where('path', 'in', paths).execute();
  return new Map(rows.map((row) => [row.path, row]));
}

/** The folders in a folder that are there, by name, after `afterName`: from the index alone, however many there are. */
export async function childFolders(db: ReadDb, parentId: number, afterName: string | undefined, limit: number): Promise<FolderRow[]> {
  let query = db.selectFrom('folder').selectAll().where('parent_id', '=', parentId).where('present', '=', 1);
  if (afterName !== undefined) query = query.where('name', '>', afterName);
  return query.orderBy('name').limit(limit).execute();
}

/** The id of a folder; it and those above it get rows where they have none. */
export async function ensureFolder(tx: WriteTx, path: string): Promise<number> {
  const known = await tx.selectFrom('folder').select('id').where('path', '=', path).executeTakeFirst();
  if (known) return known.id;
  const above = dirname(path);
  const parentId = above === path ? null : await ensureFolder(tx, above);
  const born = await tx
    .insertInto('folder')
    .values({ parent_id: parentId, path, name: basename(path) })
    .onConflict((c) => c.column('path').doNothing())
    .returning('id')
    .executeTakeFirst();
  // Nothing returned: another process made it a moment ago.
  return born?.id ?? (await tx.selectFrom('folder').select('id').where('path', '=', path).executeTakeFirstOrThrow()).id;
}

/**
 * Writes down what a look into a folder found: its count, which of the folders known in it are gone, and new ones. Of many new
 * ones only the first are written: the names that are left are for addFolders, in transactions of their own.
 */
export async function recordLook(tx: WriteTx, look: FolderLook, now: number): Promise<{ readonly id: number; readonly left: readonly string[] }> {
  const id = await ensureFolder(tx, look.path);
  await tx
    .updateTable('folder')
    .set({
      present: 1,
      subfolders: look.folders.length,
      total_files: look.files,
      total_below: sql`total_below + ${look.files} - total_files`,
      unscanned_below: sql`unscanned_below - case when scanned_at is null then 1 else 0 end`,
      scanned_at: now,
    })
    .where('id', '=', id)
    .execute();
  const known = await tx.selectFrom('folder').select(['id', 'name', 'present']).where('parent_id', '=', id).execute();
  const there = new Set(look.folders);
  const gone = known.filter((row) => row.present === 1 && !there.has(row.name));
  for (const row of gone) await markGone(tx, row.id);
  const present = new Set(known.filter((row) => row.present === 1).map((row) => row.name));
  const fresh = look.folders.filter((name) => !present.has(name));
  await addFolders(tx, { id, path: look.path }, fresh.slice(0, CHUNK));
  return { id, left: fresh.slice(CHUNK) };
}

/** At most 500 names of folders that were found in another. */
export async function addFolders(tx: WriteTx, parent: { readonly id: number; readonly path: string }, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await tx
    .insertInto('folder')
    .values(names.map((name) => ({ parent_id: parent.id, path: join(parent.path, name), name })))
    .onConflict((c) => c.column('path').doUpdateSet({ present: 1 }))
    .execute();
}

/** A folder and those below it are not on the disk any more: they hold no files, though what was ingested from them is still known. */
async function markGone(tx: WriteTx, id: number): Promise<void> {
  for (let level = [id]; level.length > 0; ) {
    const next: number[] = [];
    for (let at = 0; at < level.length; at += CHUNK) {
      const ids = level.slice(at, at + CHUNK);
      next.push(...(await tx.selectFrom('folder').select('id').where('parent_id', 'in', ids).execute()).map((row) => row.id));
      await tx
        .updateTable('folder')
        .set({
          present: 0,
          subfolders: 0,
          total_files: 0,
          total_below: sql`total_below - total_files`,
          // Looked at, so to speak: nothing is there.
          unscanned_below: sql`unscanned_below - case when scanned_at is null then 1 else 0 end`,
          scanned_at: sql`coalesce(scanned_at, 0)`,
        })
        .where('id', 'in', ids)
        .where(sql<SqlBool>`(present = 1 or total_files <> 0)`)
        .execute();
    }
    level = next;
  }
}

/** Ids of a folder and everything below it, parents first, in batches; those that are gone too. */
export async function* folderTree(db: ReadDb | WriteTx, id: number): AsyncGenerator<number[]> {
  for (let level = [id]; level.length > 0; ) {
    const next: number[] = [];
    for (let at = 0; at < level.length; at += CHUNK) {
      const ids = level.slice(at, at + CHUNK);
      yield ids;
      next.push(...(await db.selectFrom('folder').select('id').where('parent_id', 'in', ids).execute()).map((row) => row.id));
    }
    level = next;
  }
}
