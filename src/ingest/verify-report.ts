import type { OfflineRoot } from '../roots/offline-roots.ts';
import type { OfflineReason } from '../roots/root-identity.ts';

/** What verify found; with --fix, what is left of it. docs/cli.md shows it, test/golden holds it. */
export interface VerifyReport {
  assets: number;
  /** Assets whose bytes are there with the right SHA-256. */
  ok: number;
  /** Assets whose only bytes lie in roots that are away: no problem, but not read either. */
  offline: number;
  /** Those roots, and how many assets have their only bytes there. */
  offline_roots: Array<{ path: string; reason: OfflineReason; assets: number }>;
  /** Assets without their bytes. */
  missing: number;
  /** Assets whose bytes have another SHA-256. */
  corrupt: number;
  /** Of those two, how many have whole bytes elsewhere, for --repair. */
  repairable: number;
  /** Stored originals that were damaged or missing and have whole bytes again. */
  repaired: number;
  /** Stored files without a row. */
  orphans: number;
  /** Half-written files of processes that are gone. */
  temps: number;
  /** Previews and thumbnails that are absent or cut off, found. */
  derivatives_missing: number;
  /** How many of them were made again. */
  derivatives_fixed: number;
  /** Sessions at rest whose totals do not add up. */
  unbalanced_sessions: number;
  /** Assets that full text does not know. */
  texts_missing: number;
}

/** One problem in words: what it is about, what is wrong, what can be done. */
export interface VerifyFinding {
  readonly kind: 'missing' | 'corrupt' | 'orphan' | 'temp' | 'derivative' | 'session' | 'text';
  readonly subject: string;
  readonly detail: string;
  readonly fixed: boolean;
}

export function emptyReport(): VerifyReport {
  return {
    assets: 0,
    ok: 0,
    offline: 0,
    offline_roots: [],
    missing: 0,
    corrupt: 0,
    repairable: 0,
    repaired: 0,
    orphans: 0,
    temps: 0,
    derivatives_missing: 0,
    derivatives_fixed: 0,
    unbalanced_sessions: 0,
    texts_missing: 0,
  };
}

export function countOffline(report: VerifyReport, away: readonly OfflineRoot[]): void {
  for (const { path, reason } of away) {
    const known = report.offline_roots.find((root) => root.path === path);
    if (known) known.assets += 1;
    else report.offline_roots.push({ path, reason, assets: 1 });
  }
}

export function isClean(report: VerifyReport): boolean {
  const { missing, corrupt, orphans, temps, derivatives_missing, derivatives_fixed, unbalanced_sessions, texts_missing } = report;
  return missing + corrupt + orphans + temps + unbalanced_sessions + texts_missing + (derivatives_missing - derivatives_fixed) === 0;
}
