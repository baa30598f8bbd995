import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { insertBatch, insertEdits } from '../catalog/edit-queries.ts';
import { type ClaimResult, writeClaims } from '../catalog/tag-claims.ts';
import { tagsByIds } from '../catalog/tag-queries.ts';
import { newId } from '../core/ids.ts';
import type { EditChanges, Said } from '../domain/edit.ts';
import { type TagWish, wishedTags } from './wished-tags.ts';

/** What a person gives to one asset and takes from it. Returns the deed that takes it back, null when nothing changed. AppError `tag-invalid`. */
export async function editTags(catalog: Catalog, assetId: number, wish: TagWish, by: { readonly actor: string; readonly now: number }): Promise<string | null> {
  return catalog.write(async (tx) => {
    const { add, remove } = await wishedTags(tx, wish, by.now);
    const statements = [...add.map(({ id }) => ({ tagId: id, says: 'yes' as const })), ...remove.map(({ id }) => ({ tagId: id, says: 'remove' as const }))];
    const results = await writeClaims(tx, 'human', [{ assetId, statements }], by.now);
    if (results.length === 0) return null;
    const batch = newId(by.now);
    await insertBatch(tx, {
      id: batch,
      kind: 'tags',
      actor: by.actor,
      now: by.now,
      summary: { ...(add.length > 0 ? { add: add.map(({ name }) => name) } : {}), ...(remove.length > 0 ? { remove: remove.map(({ name }) => name) } : {}) },
    });
    await recordTagEdits(tx, batch, results);
    return batch;
  });
}

async function recordTagEdits(tx: WriteTx, batch: string, results: readonly ClaimResult[]): Promise<void> {
  const changes = await tagChanges(tx, results);
  await insertEdits(
    tx,
    batch,
    [...changes].map(([assetId, tags]) => ({ assetId, changes: { tags } })),
  );
}

/** By asset what a person said before of each tag and says now. */
export async function tagChanges(tx: WriteTx, results: readonly ClaimResult[]): Promise<Map<number, NonNullable<EditChanges['tags']>>> {
  const tags = await tagsByIds(tx, [...new Set(results.flatMap(({ previous }) => previous.map(({ tagId }) => tagId)))]);
  const changes = new Map<number, NonNullable<EditChanges['tags']>>();
  for (const { assetId, previous, current } of results) {
    const own = previous.flatMap(({ tagId, says }, index) => {
      const name = tags.get(tagId)?.name;
      return name === undefined ? [] : [[name, says as Said, current[index]!.says as Said] as const];
    });
    if (own.length > 0) changes.set(assetId, own);
  }
  return changes;
}
