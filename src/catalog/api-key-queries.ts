import { type Selectable, sql, type SqlBool } from 'kysely';
import type { ApiScope } from '../domain/api-key.ts';
import type { Catalog, ReadDb, WriteTx } from './catalog.ts';
import type { ApiKeyTable } from './schema.ts';

export type ApiKeyRow = Omit<Selectable<ApiKeyTable>, 'key_hash'>;

const COLUMNS = ['id', 'name', 'hint', 'scope', 'created_at', 'expires_at', 'used_at'] as const;
/** Last use is told to the minute: a client that asks ten times a second costs no write each time. */
const USED_MS = 60_000;

export async function addApiKey(
  tx: WriteTx,
  key: {
    readonly name: string;
    readonly hash: Buffer;
    readonly hint: string;
    readonly scope: ApiScope;
    readonly expiresAt: number | null;
    readonly now: number;
  },
): Promise<ApiKeyRow> {
  return tx
    .insertInto('api_key')
    .values({ name: key.name, key_hash: key.hash, hint: key.hint, scope: key.scope, created_at: key.now, expires_at: key.expiresAt, used_at: null })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
}

/** Newest first. People have a handful. */
export async function listApiKeys(db: ReadDb): Promise<ApiKeyRow[]> {
  return db.selectFrom('api_key').select(COLUMNS).orderBy('id', 'desc').limit(1000).execute();
}

export async function dropApiKey(tx: WriteTx, id: number): Promise<ApiKeyRow | undefined> {
  return tx.deleteFrom('api_key').where('id', '=', id).returning(COLUMNS).executeTakeFirst();
}

/** The key with this digest, unless it has run out. Remembers that it was used, soon: no answer waits for the writer, or fails with it. */
export async function useApiKey(catalog: Catalog, hash: Buffer, now: number): Promise<ApiKeyRow | undefined> {
  const row = await catalog.read.selectFrom('api_key').select(COLUMNS).where('key_hash', '=', hash).executeTakeFirst();
  if (row === undefined || (row.expires_at !== null && row.expires_at <= now)) return undefined;
  if (row.used_at === null || row.used_at < now - USED_MS) void noteUse(catalog, row.id, now);
  return row;
}

async function noteUse(catalog: Catalog, id: number, now: number): Promise<void> {
  const note = (tx: WriteTx) =>
    tx
      .updateTable('api_key')
      .set({ used_at: now })
      .where('id', '=', id)
      .where(sql<SqlBool>`coalesce(used_at, 0) < ${now - USED_MS}`)
      .execute();
  // On a full disk, or while somebody else writes for long, the next use tells it.
  await catalog.write(note).catch(() => {});
}
