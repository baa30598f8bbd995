import { isIPv6 } from 'node:net';
import type { Catalog } from '../catalog/catalog.ts';
import { dropOldThrottles, dropThrottles, lockThrottle, putThrottle, type ThrottleRow } from '../catalog/login-queries.ts';
import { AppError } from '../core/errors.ts';

interface Allowance {
  /** Failures that cost nothing. */
  readonly free: number;
  readonly maxWaitMs: number;
}

// One address is stopped early and long. The account is slowed over all addresses, but never for longer than a minute,
// so that a stranger cannot lock the owner out.
const PER_ADDRESS: Allowance = { free: 5, maxWaitMs: 15 * 60_000 };
const PER_ACCOUNT: Allowance = { free: 20, maxWaitMs: 60_000 };
const FORGET_MS = 24 * 3_600_000;

/**
 * Counts an attempt before the password is looked at, so that a hundred attempts at once are not one. AppError
 * `too-many-attempts` with the seconds to wait while the address or the account is blocked. Rows in the catalog: it
 * holds over all web workers.
 */
export async function countAttempt(catalog: Catalog, address: string, accountName: string, now: number): Promise<void> {
  const waitMs = await catalog.write(async (tx) => {
    await dropOldThrottles(tx, now - FORGET_MS);
    // Always the account first: two attempts that lock in different orders would wait for each other.
    const account = await lockThrottle(tx, accountKey(accountName), now);
    const place = await lockThrottle(tx, addressKey(address), now);
    const blockedUntil = Math.max(account.blocked_until, place.blocked_until);
    if (blockedUntil > now) return blockedUntil - now;
    await putThrottle(tx, nextRow(account, PER_ACCOUNT, now));
    await putThrottle(tx, nextRow(place, PER_ADDRESS, now));
    return 0;
  });
  if (waitMs > 0) throw new AppError('too-many-attempts', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
}

/** The password was right: this address and the account start afresh. */
export async function forgiveAttempts(catalog: Catalog, address: string, account: string): Promise<void> {
  await catalog.write((tx) => dropThrottles(tx, [addressKey(address), accountKey(account)]));
}

function nextRow(row: ThrottleRow, allowance: Allowance, now: number): ThrottleRow {
  const failures = row.failures + 1;
  const beyond = failures - allowance.free;
  const waitMs = beyond <= 0 ? 0 : Math.min(1000 * 2 ** Math.min(beyond - 1, 30), allowance.maxWaitMs);
  // 0, not now: the clocks of two machines differ.
  return { key: row.key, failures, blocked_until: waitMs === 0 ? 0 : now + waitMs, updated_at: now };
}

/** An IPv6 household has a /64 to itself, so that is what counts as one address. */
function addressKey(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return `ip:${address.replace(/^::ffff:/, '')}`;
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `ip:${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

function accountKey(account: string): string {
  return `account:${account}`;
}
