import { basename } from 'node:path';
import { sql } from 'kysely';
import type { WriteTx } from './catalog.ts';
import type { FolderRow } from './folder-queries.ts';
import { type KnownLocation, locationsAt } from './living-queries.ts';

export async function folderById(tx: WriteTx, id: number): Promise<FolderRow | undefined> {
  return tx.selectFrom('folder').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Up to `limit` locations that still lie in a folder, whatever their state. */
export async function locationsToCarry(tx: WriteTx, folderId: number, limit: number): Promise<KnownLocation[]> {
  return tx
    .selectFrom('location')
    .select(['id', 'asset_id', 'kind', 'path', 'bytes', 'mtime_ms', 'state', 'dev', 'ino'])
    .where('folder_id', '=', folderId)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/**
 * Gives locations their new paths and folder. Where the new path is known already (it was scanned before the move was told):
 * of the same asset, that row goes and this one stays; of another, the newer word stands and this one goes.
 */
export async function carryLocations(
  tx: WriteTx,
  moves: ReadonlyArray<{ readonly row: KnownLocation; readonly path: string }>,
  folderId: number,
): Promise<void> {
  if (moves.length === 0) return;
  const there = new Map(
    (
      await locationsAt(
        tx,
        moves.map(({ path }) => path),
      )
    ).map((known) => [known.path, known]),
  );
  const going = new Set<number>();
  for (const { row, path } of moves) {
    const known = there.get(path);
    if (known !== undefined && known.id !== row.id) going.add(known.asset_id === row.asset_id ? known.id : row.id);
  }
  if (going.size > 0)
    await tx
      .deleteFrom('location')
      .where('id', 'in', [...going])
      .execute();
  const staying = moves.filter(({ row }) => !going.has(row.id));
  if (staying.length === 0) return;
  const rows = staying.map(({ row, path }) => sql`(cast(${row.id} as bigint), ${path}, ${basename(path)})`);
  await sql`
    update location set path = moved.column2, name = moved.column3, folder_id = cast(${folderId} as bigint)
    from (values ${sql.join(rows)}) as moved where location.id = moved.column1
  `.execute(tx);
}

/** What was counted in a folder counts in the one it became; the former is an empty shell from now on. */
export async function clearFolder(tx: WriteTx, folder: FolderRow, targetId: number, now: number): Promise<void> {
  if (folder.scanned_at !== null) {
    await tx
      .updateTable('folder')
      .set({
        present: 1,
        subfolders: folder.subfolders,
        total_files: folder.total_files,
        total_below: sql`total_below + ${folder.total_files} - total_files`,
        unscanned_below: sql`unscanned_below - 1`,
        scanned_at: now,
      })
      .where('id', '=', targetId)
      .where('scanned_at', 'is', null)
      .execute();
  }
  await tx.updateTable('folder').set({ total_files: 0, total_below: sql`total_below - total_files`, present: 0 }).where('id', '=', folder.id).execute();
}

/** Removes a folder that holds nothing any more, neither files nor folders. */
export async function dropFolder(tx: WriteTx, id: number): Promise<void> {
  await tx
    .deleteFrom('folder')
    .where('id', '=', id)
    .where((e) => e.not(e.exists(e.selectFrom('folder as inner').select('inner.id').whereRef('inner.parent_id', '=', 'folder.id'))))
    .where((e) => e.not(e.exists(e.selectFrom('location').select('location.id').whereRef('location.folder_id', '=', 'folder.id'))))
    .execute();
}
