import type { ReadDb, WriteTx } from './catalog.ts';

/** The value kept under `key`, undefined when there is none. The caller knows its shape. */
export async function readSetting<T>(db: ReadDb | WriteTx, key: string): Promise<T | undefined> {
  const row = await db.selectFrom('setting').select('value_json').where('key', '=', key).executeTakeFirst();
  return row === undefined ? undefined : (JSON.parse(row.value_json) as T);
}

export async function writeSetting(tx: WriteTx, key: string, value: unknown, now: number): Promise<void> {
  const value_json = JSON.stringify(value);
  await tx
    .insertInto('setting')
    .values({ key, value_json, updated_at: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value_json, updated_at: now }))
    .execute();
}
