import type { Catalog, WriteTx } from './catalog.ts';

export interface NewLogin {
  readonly tokenHash: Buffer;
  readonly userAgent: string;
  readonly expiresAt: number;
}

/** Also clears away logins that have run out. */
export async function addLogin(tx: WriteTx, login: NewLogin, now: number): Promise<void> {
  await tx.deleteFrom('login').where('expires_at', '<=', now).execute();
  await tx.insertInto('login').values({ token_hash: login.tokenHash, user_agent: login.userAgent, created_at: now, expires_at: login.expiresAt }).execute();
}

export async function isLoggedIn(catalog: Catalog, tokenHash: Buffer, now: number): Promise<boolean> {
  const row = await catalog.read.selectFrom('login').select('expires_at').where('token_hash', '=', tokenHash).executeTakeFirst();
  return row !== undefined && row.expires_at > now;
}

export async function dropLogin(tx: WriteTx, tokenHash: Buffer): Promise<void> {
  await tx.deleteFrom('login').where('token_hash', '=', tokenHash).execute();
}

export async function dropAllLogins(tx: WriteTx): Promise<void> {
  await tx.deleteFrom('login').execute();
}

export interface ThrottleRow {
  readonly key: string;
  readonly failures: number;
  readonly blocked_until: number;
  readonly updated_at: number;
}

/** The row of `key`, made when missing, and locked until the transaction ends, so that attempts count one after another. */
export async function lockThrottle(tx: WriteTx, key: string, now: number): Promise<ThrottleRow> {
  return tx
    .insertInto('login_throttle')
    .values({ key, failures: 0, blocked_until: 0, updated_at: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ updated_at: now }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function putThrottle(tx: WriteTx, row: ThrottleRow): Promise<void> {
  const { failures, blocked_until, updated_at } = row;
  await tx
    .insertInto('login_throttle')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ failures, blocked_until, updated_at }))
    .execute();
}

export async function dropThrottles(tx: WriteTx, keys: readonly string[]): Promise<void> {
  await tx.deleteFrom('login_throttle').where('key', 'in', keys).execute();
}

/** Rows nobody touched since `before`: the table stays as small as the number of recent guessers. */
export async function dropOldThrottles(tx: WriteTx, before: number): Promise<void> {
  await tx.deleteFrom('login_throttle').where('updated_at', '<', before).execute();
}
