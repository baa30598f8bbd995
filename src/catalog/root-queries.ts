import type { Selectable, Updateable } from 'kysely';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { RootTable } from './schema.ts';

export type RootRow = Selectable<RootTable>;

/** The roots there are, by path; the removed ones too when asked. */
export async function listRoots(db: ReadDb | WriteTx, options: { readonly removed?: boolean } = {}): Promise<RootRow[]> {
  let query = db.selectFrom('root').selectAll();
  if (options.removed !== true) query = query.where('state', '<>', 'removed');
  return query.orderBy('path').execute();
}

export async function rootById(db: ReadDb | WriteTx, id: string): Promise<RootRow | undefined> {
  return db.selectFrom('root').selectAll().where('id', '=', id).executeTakeFirst();
}

/** False when another process made it a moment ago, or another root lies at that path. */
export async function insertRoot(tx: WriteTx, root: RootRow): Promise<boolean> {
  const result = await tx
    .insertInto('root')
    .values(root)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateRoot(tx: WriteTx, id: string, change: Updateable<RootTable>): Promise<void> {
  await tx.updateTable('root').set(change).where('id', '=', id).execute();
}
