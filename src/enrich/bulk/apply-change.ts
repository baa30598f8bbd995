import { bearersOf } from '../../catalog/bulk-queries.ts';
import type { WriteTx } from '../../catalog/catalog.ts';
import { insertEdits } from '../../catalog/edit-queries.ts';
import { holdAssets } from '../../catalog/metadata-queries.ts';
import { type ClaimEdit, type TagStatement, writeClaims } from '../../catalog/tag-claims.ts';
import { ensureTags, tagsByName } from '../../catalog/tag-queries.ts';
import type { BulkChange, EditChanges } from '../../domain/edit.ts';
import { type EditBy, editFacts, factChanges, type FactEdit } from '../edit-asset.ts';
import { tagChanges } from '../edit-tags.ts';

/** Does a change to up to CLAIM_BATCH assets, as part of a deed. Returns how many changed; those that are gone are passed over. */
export async function applyChange(tx: WriteTx, batch: string, change: BulkChange, assetIds: readonly number[], by: EditBy): Promise<number> {
  const there = [...(await holdAssets(tx, assetIds))].sort((a, b) => a - b);
  const edits = await tagEdits(tx, change, there, by.now);
  const changed = new Map<number, { tags?: EditChanges['tags']; facts?: EditChanges['facts'] }>();
  for (const [id, tags] of await tagChanges(tx, await writeClaims(tx, 'human', edits, by.now))) changed.set(id, { tags });
  const facts = factsOf(change);
  if (facts)
    for (const id of there) {
      const own = factChanges(await editFacts(tx, id, facts, by), facts);
      if (own) changed.set(id, { ...changed.get(id), facts: own });
    }
  await insertEdits(
    tx,
    batch,
    [...changed].map(([assetId, { tags, facts: own }]) => ({ assetId, changes: { ...(tags ? { tags } : {}), ...(own ? { facts: own } : {}) } })),
  );
  return changed.size;
}

/** The part of a change that is about facts; undefined when it is about tags alone. */
export function factsOf({ rating, favourite, contentRating }: BulkChange): FactEdit | undefined {
  const facts = Object.entries({ rating, favourite, contentRating }).filter(([, value]) => value !== undefined);
  return facts.length === 0 ? undefined : (Object.fromEntries(facts) as FactEdit);
}

/** By their names: between two batches a tag may be renamed, merged or deleted. */
async function tagEdits(tx: WriteTx, { add = [], remove = [], replace = [] }: BulkChange, assetIds: readonly number[], now: number): Promise<ClaimEdit[]> {
  const known = await tagsByName(tx, [...remove, ...replace.map(({ from }) => from)]);
  const given = await ensureTags(tx, [...add, ...replace.map(({ to }) => to)], now);
  const swaps = replace.flatMap(({ from, to }) => (known.has(from) ? [{ from: known.get(from)!.id, to: given.get(to)!.id }] : []));
  const bearers = await bearersOf(
    tx,
    swaps.map(({ from }) => from),
    assetIds,
  );
  const own = new Map<number, TagStatement[]>();
  for (const { from, to } of swaps)
    for (const id of bearers.get(from) ?? []) own.set(id, [...(own.get(id) ?? []), { tagId: from, says: 'remove' }, { tagId: to, says: 'yes' }]);
  const all: TagStatement[] = [
    ...remove.flatMap((name) => (known.has(name) ? [{ tagId: known.get(name)!.id, says: 'remove' as const }] : [])),
    ...add.map((name) => ({ tagId: given.get(name)!.id, says: 'yes' as const })),
  ];
  return assetIds.flatMap((assetId) => {
    const statements = [...(own.get(assetId) ?? []), ...all];
    return statements.length === 0 ? [] : [{ assetId, statements }];
  });
}
