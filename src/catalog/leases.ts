import type { Catalog } from './catalog.ts';
import { SET_BACK_MS } from './clock-set-back.ts';

/** Takes or renews the lease `name` for `owner`; false while somebody else holds it. */
export async function acquireLease(catalog: Catalog, name: string, owner: string, ttlMs: number, now: number): Promise<boolean> {
  return catalog.write(async (tx) => {
    const result = await tx
      .insertInto('lease')
      .values({ name, owner, until: now + ttlMs })
      .onConflict((c) =>
        c
          .column('name')
          .doUpdateSet({ owner, until: now + ttlMs })
          .where((e) => e.or([e('lease.owner', '=', owner), e('lease.until', '<', now), e('lease.until', '>', now + SET_BACK_MS)])),
      )
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  });
}

/** Gives the lease up at once, so that the next in line need not wait for it to run out. */
export async function releaseLease(catalog: Catalog, name: string, owner: string): Promise<void> {
  await catalog.write((tx) => tx.deleteFrom('lease').where('name', '=', name).where('owner', '=', owner).execute());
}
