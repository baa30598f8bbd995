import { keywordTags } from '../domain/keyword-tags.ts';
import type { MetadataFacts, MetadataOrigin } from '../domain/metadata.ts';
import type { Catalog, WriteTx } from './catalog.ts';
import { readSetting, writeSetting } from './setting-queries.ts';
import { ensureCategories } from './tag-admin-queries.ts';
import { writeClaims } from './tag-claims.ts';
import { ensureTags, recordTagChange } from './tag-queries.ts';

/** Kept from the setting of the same name: whoever writes facts finds it without being told. */
const FROM_KEYWORDS = 'tags.fromKeywords';

/** A worker starts with this setting. */
export async function keepFromKeywords(catalog: Catalog, wanted: boolean, now: number): Promise<void> {
  if ((await readSetting<boolean>(catalog.read, FROM_KEYWORDS)) !== wanted) await catalog.write((tx) => writeSetting(tx, FROM_KEYWORDS, wanted, now));
}

interface Said {
  readonly origin: MetadataOrigin;
  readonly facts: MetadataFacts;
  readonly raw: Readonly<Record<string, unknown>> | null;
}

/**
 * The keywords of a file and of its sidecars are tags of the asset, each by its origin: what a sidecar no longer says is taken back. A
 * category is taken over where nobody has said more than `general`.
 */
export async function claimKeywords(tx: WriteTx, assetId: number, said: readonly Said[], now: number): Promise<void> {
  if ((await readSetting<boolean>(tx, FROM_KEYWORDS)) === false) return;
  const earlier = await tx
    .selectFrom('tag_claim')
    .select('origin')
    .distinct()
    .where('asset_id', '=', assetId)
    .where('origin', 'in', ['embedded', 'sidecar'])
    .execute();
  for (const origin of ['embedded', 'sidecar'] as const) {
    const found = said.filter((one) => one.origin === origin).map(({ facts, raw }) => keywordTags(facts, raw));
    const tags = new Map(found.flatMap((one) => [...one]));
    for (const [name, category] of found.flatMap((one) => [...one])) if (category !== undefined) tags.set(name, category);
    if (tags.size === 0 && !earlier.some((claim) => claim.origin === origin)) continue;
    const rows = await ensureTags(tx, [...tags.keys()], now);
    await takeCategories(tx, tags, rows, now);
    const statements = [...new Map([...rows.values()].filter(({ deprecated }) => deprecated === 0).map((row) => [row.id, row])).keys()];
    await writeClaims(tx, origin, [{ assetId, replace: true, statements: statements.map((tagId) => ({ tagId, says: 'yes' as const })) }], now);
  }
}

async function takeCategories(
  tx: WriteTx,
  tags: ReadonlyMap<string, string | undefined>,
  rows: ReadonlyMap<string, { readonly id: number; readonly category: string }>,
  now: number,
): Promise<void> {
  const better = [...tags].flatMap(([name, category]) => {
    const row = rows.get(name);
    return row !== undefined && category !== undefined && category !== 'general' && row.category === 'general' ? [{ id: row.id, category }] : [];
  });
  if (better.length === 0) return;
  await ensureCategories(
    tx,
    better.map(({ category }) => category),
  );
  for (const [category, some] of Map.groupBy(better, (one) => one.category)) {
    const ids = some.map(({ id }) => id).sort((a, b) => a - b);
    await tx.updateTable('tag').set({ category, updated_at: now }).where('id', 'in', ids).where('category', '=', 'general').execute();
  }
  await recordTagChange(tx, now);
}
