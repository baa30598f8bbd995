import { createHash, randomBytes } from 'node:crypto';
import { addApiKey, type ApiKeyRow, dropApiKey, useApiKey } from '../catalog/api-key-queries.ts';
import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { AppError } from '../core/errors.ts';
import type { ApiScope } from '../domain/api-key.ts';

/** What every key begins with: told apart at sight from other secrets, also by programs that look for leaked ones. */
export const KEY_PREFIX = 'mag_';
const HINT_LENGTH = 8;

export interface NewApiKey {
  readonly name: string;
  readonly scope: ApiScope;
  /** Milliseconds since 1970; null = until it is revoked. */
  readonly expiresAt: number | null;
}

/** A new key. Its text (47 characters) is given once, here, and kept nowhere. */
export async function createApiKey(
  catalog: Catalog,
  wanted: NewApiKey,
  by: { readonly actor: string; readonly now: number },
): Promise<{ key: string; row: ApiKeyRow }> {
  if (wanted.expiresAt !== null && wanted.expiresAt <= by.now)
    throw new AppError('invalid-input', { detail: 'The key would have run out already', fields: [{ path: 'expiresAt', message: 'must lie in the future' }] });
  const key = KEY_PREFIX + randomBytes(32).toString('base64url');
  const row = await catalog.write(async (tx) => {
    const added = await addApiKey(tx, { ...wanted, hash: digest(key), hint: key.slice(0, HINT_LENGTH), now: by.now });
    await recordDeed(tx, { actor: by.actor, action: 'api-key-created', subject: wanted.name, detail: { id: added.id, scope: wanted.scope }, now: by.now });
    return added;
  });
  return { key, row };
}

/** Takes effect in every process at once. AppError `api-key-not-found`. */
export async function revokeApiKey(catalog: Catalog, id: number, by: { readonly actor: string; readonly now: number }): Promise<ApiKeyRow> {
  return catalog.write(async (tx) => {
    const gone = await dropApiKey(tx, id);
    if (gone === undefined) throw new AppError('api-key-not-found');
    await recordDeed(tx, { actor: by.actor, action: 'api-key-revoked', subject: gone.name, detail: { id }, now: by.now });
    return gone;
  });
}

/** The key a program showed; undefined when there is none such, or no more. */
export async function knownApiKey(catalog: Catalog, key: string, now: number): Promise<ApiKeyRow | undefined> {
  return useApiKey(catalog, digest(key), now);
}

/** 256 random bits, so a plain digest is enough and nobody needs to be slowed down: there is nothing to guess. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
