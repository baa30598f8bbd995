import { createHash, randomBytes } from 'node:crypto';
import type { Catalog } from '../catalog/catalog.ts';
import { addLogin, dropLogin, isLoggedIn } from '../catalog/login-queries.ts';

/** How long a browser stays logged in. */
export const LOGIN_MS = 90 * 24 * 3_600_000;

/** A new login; the token (43 characters) goes into the cookie and is kept nowhere else. */
export async function createLogin(catalog: Catalog, userAgent: string, now: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await catalog.write((tx) => addLogin(tx, { tokenHash: digest(token), userAgent: userAgent.slice(0, 300), expiresAt: now + LOGIN_MS }, now));
  return token;
}

export async function isTokenValid(catalog: Catalog, token: string | undefined, now: number): Promise<boolean> {
  return token !== undefined && token !== '' && (await isLoggedIn(catalog, digest(token), now));
}

export async function endLogin(catalog: Catalog, token: string): Promise<void> {
  await catalog.write((tx) => dropLogin(tx, digest(token)));
}

/** The token has 256 random bits, so a plain digest is enough: there is nothing to guess. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
