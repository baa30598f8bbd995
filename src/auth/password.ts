import { hash, verify } from '@node-rs/argon2';
import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { dropAllLogins } from '../catalog/login-queries.ts';
import { readSetting, writeSetting } from '../catalog/setting-queries.ts';
import { AppError } from '../core/errors.ts';

interface StoredPassword {
  readonly hash: string;
}

const KEY = 'auth.password';
const MIN_LENGTH = 8;
/** argon2id as OWASP asks for at least: 19 MiB, two passes, one lane; about 25 ms here. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export async function hasPassword(catalog: Catalog): Promise<boolean> {
  return (await readSetting<StoredPassword>(catalog.read, KEY)) !== undefined;
}

/** Sets or changes the password and logs every browser out. AppError `invalid-input` when it is too short. */
export async function setPassword(catalog: Catalog, plain: string, now: number = Date.now(), actor = 'cli'): Promise<void> {
  if (plain.length < MIN_LENGTH) {
    const message = `The password needs at least ${MIN_LENGTH} characters.`;
    throw new AppError('invalid-input', { detail: message, fields: [{ path: 'password', message }] });
  }
  const stored: StoredPassword = { hash: await hash(plain, ARGON2ID) };
  await catalog.write(async (tx) => {
    await writeSetting(tx, KEY, stored, now);
    await dropAllLogins(tx);
    await recordDeed(tx, { actor, action: 'password-set', subject: 'password', now });
  });
}

/** False also when no password is set. */
export async function verifyPassword(catalog: Catalog, plain: string): Promise<boolean> {
  const stored = await readSetting<StoredPassword>(catalog.read, KEY);
  return stored !== undefined && (await verify(stored.hash, plain));
}
