import { recordDeed } from '../catalog/audit-queries.ts';
import { recordActivity } from '../catalog/activity-queries.ts';
import type { Catalog, WriteTx } from '../catalog/catalog.ts';
import { askSidecar } from '../catalog/describe-queries.ts';
import { insertBatch, insertEdits } from '../catalog/edit-queries.ts';
import { type ElsewhereRating, ratingFromElsewhere, restoreRating } from '../catalog/elsewhere-rating.ts';
import { dropMetadata, holdAssets, metadataOf, putMetadata, refreshFacts, setScoredAt } from '../catalog/metadata-queries.ts';
import { AppError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { EditChanges } from '../domain/edit.ts';
import type { MetadataFacts } from '../domain/metadata.ts';

/** Facts a person may say something about. */
export type EditableFact =
  | 'title'
  | 'description'
  | 'keywords'
  | 'rating'
  | 'favourite'
  | 'contentRating'
  | 'takenAt'
  | 'takenAtOffsetMinutes'
  | 'latitude'
  | 'longitude'
  | 'creator'
  | 'copyright';

/** By fact what is said now; null = the word is taken back, and the next origin is believed again. */
export type FactEdit = { readonly [Fact in EditableFact]?: MetadataFacts[Fact] | null };

type FactChanges = NonNullable<EditChanges['facts']>;

/** `writeSidecar`: what is said is also written into a file beside the picture, soon. */
export interface EditBy {
  readonly actor: string;
  readonly now: number;
  readonly writeSidecar: boolean;
  /** One of many: the audit log has one line of them all. */
  readonly bulk?: boolean;
}

/** A person says something of an asset, see `editFacts`. `batch`: the deed that takes it back; null when nothing changed. */
export async function editAsset(catalog: Catalog, assetId: number, edit: FactEdit, by: EditBy): Promise<{ previous: FactEdit; batch: string | null }> {
  return catalog.write(async (tx) => {
    const previous = await editFacts(tx, assetId, edit, by);
    return { previous, batch: await recordFactEdits(tx, [{ assetId, facts: factChanges(previous, edit) }], by) };
  });
}

/** Writes what was changed of facts down as one deed. Null when nothing was. */
export async function recordFactEdits(
  tx: WriteTx,
  edits: ReadonlyArray<{ readonly assetId: number; readonly facts: FactChanges | undefined }>,
  by: Pick<EditBy, 'actor' | 'now'>,
): Promise<string | null> {
  const byAsset = new Map<number, FactChanges>();
  for (const { assetId, facts = {} } of edits) {
    const first = byAsset.get(assetId) ?? {};
    // What comes twice in one deed is one change.
    const merged = Object.entries(facts).map(([name, [before, after]]) => [name, [name in first ? first[name]![0] : before, after]] as const);
    if (merged.length > 0) byAsset.set(assetId, { ...first, ...Object.fromEntries(merged) });
  }
  const changed = [...byAsset].map(([assetId, facts]) => ({ assetId, changes: { facts } }));
  if (changed.length === 0) return null;
  const batch = newId(by.now);
  const names = [...new Set(changed.flatMap(({ changes }) => Object.keys(changes.facts)))];
  await insertBatch(tx, { id: batch, kind: 'facts', actor: by.actor, now: by.now, summary: { facts: names } });
  await insertEdits(tx, batch, changed);
  return batch;
}

/** What became different; undefined when nothing did. */
export function factChanges(previous: FactEdit, edit: FactEdit): FactChanges | undefined {
  const changed = (Object.keys(edit) as EditableFact[]).filter((name) => !same(previous[name], edit[name]));
  return changed.length === 0 ? undefined : Object.fromEntries(changed.map((name) => [name, [previous[name] ?? null, edit[name] ?? null] as const]));
}

/**
 * What a person says is kept as the origin `human`, above all others, whatever is read later. Returns what the person had said
 * before of the same facts.
 */
export async function editFacts(tx: WriteTx, assetId: number, edit: FactEdit, by: EditBy): Promise<FactEdit> {
  await holdAssets(tx, [assetId]);
  const stored = await metadataOf(tx, assetId);
  const human = stored.find(({ origin }) => origin === 'human');
  const before = human?.facts ?? {};
  const names = Object.keys(edit) as EditableFact[];
  const previous = Object.fromEntries(names.map((name) => [name, before[name] ?? null])) as FactEdit;
  const after = Object.fromEntries(Object.entries({ ...before, ...edit }).filter(([, value]) => value !== null && value !== undefined)) as MetadataFacts;
  if ((after.latitude === undefined) !== (after.longitude === undefined))
    throw new AppError('invalid-input', { detail: 'latitude and longitude come together', fields: [{ path: 'latitude', message: 'needs longitude too' }] });
  if (names.every((name) => same(before[name], edit[name]))) return previous;
  // A rating of a model or an import is no fact: what a person puts over it is kept beside the person's words, and comes back with them.
  const aside = (edit.contentRating ? await ratingFromElsewhere(tx, assetId) : undefined) ?? (human?.raw?.['aside'] as ElsewhereRating | undefined);
  if (Object.keys(after).length === 0) await dropMetadata(tx, assetId, 'human');
  else await putMetadata(tx, assetId, { origin: 'human', now: by.now }, { facts: after, raw: aside === undefined ? null : { aside } });
  await refreshFacts(tx, assetId, by.now, true, false);
  if (aside !== undefined && edit.contentRating === null) await restoreRating(tx, assetId, aside);
  if (edit.rating !== undefined) await setScoredAt(tx, assetId, edit.rating ? by.now : null);
  if (!by.bulk)
    await recordDeed(tx, { actor: by.actor, action: 'asset-edited', subject: String(assetId), detail: { before: previous, after: edit }, now: by.now });
  if (by.writeSidecar) await askSidecar(tx, assetId, names, by.now);
  // Taking a word back is no contribution, and undoing goes this way.
  if (edit.rating) await recordActivity(tx, 'scored', 1, by.now);
  if (edit.contentRating) await recordActivity(tx, 'rated', 1, by.now);
  if (edit.favourite) await recordActivity(tx, 'favourited', 1, by.now);
  return previous;
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
