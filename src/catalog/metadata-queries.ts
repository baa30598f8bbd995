import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Generation } from '../domain/generation.ts';
import { mergeFacts, type MergedFacts } from '../domain/merge-facts.ts';
import { type ExtractedMetadata, METADATA_ORIGINS, type MetadataFacts, type MetadataOrigin } from '../domain/metadata.ts';
import { refreshText } from './asset-text.ts';
import { claimKeywords } from './keyword-claims.ts';
import { integerColumn, realColumn, timeColumn } from './column-number.ts';
import { plainText } from './plain-text.ts';
import { locksRows } from './row-locks.ts';
import { sortTime } from '../domain/sort-time.ts';
import { CONTENT_RATINGS } from '../domain/tag.ts';
import type { ReadDb, WriteTx } from './catalog.ts';
import type { AssetTable, GenerationTable } from './schema.ts';

export interface StoredMetadata {
  readonly origin: MetadataOrigin;
  readonly path: string;
  readonly facts: MetadataFacts;
  readonly raw: Record<string, unknown> | null;
  readonly readAt: number;
}

/** What each origin says of an asset, the most trusted first. */
export async function metadataOf(db: ReadDb | WriteTx, assetId: number): Promise<StoredMetadata[]> {
  const rows = await db.selectFrom('metadata').selectAll().where('asset_id', '=', assetId).orderBy('path').execute();
  return rows
    .map((row) => ({
      origin: row.origin,
      path: row.path,
      facts: JSON.parse(row.facts_json) as MetadataFacts,
      raw: row.raw_json === null ? null : (JSON.parse(row.raw_json) as Record<string, unknown>),
      readAt: row.read_at,
    }))
    .sort((a, b) => METADATA_ORIGINS.indexOf(a.origin) - METADATA_ORIGINS.indexOf(b.origin));
}

/** Replaces what one origin (and sidecar) says. The columns of the asset follow by `refreshFacts`. */
export async function putMetadata(
  tx: WriteTx,
  assetId: number,
  from: { readonly origin: MetadataOrigin; readonly path?: string; readonly now: number },
  found: { readonly facts: MetadataFacts; readonly raw: ExtractedMetadata['raw'] | null },
): Promise<void> {
  const values = { facts_json: JSON.stringify(found.facts), raw_json: found.raw === null ? null : JSON.stringify(found.raw), read_at: from.now };
  await tx
    .insertInto('metadata')
    .values({ asset_id: assetId, origin: from.origin, path: from.path ?? '', ...values })
    .onConflict((c) => c.columns(['asset_id', 'origin', 'path']).doUpdateSet(values))
    .execute();
}

/** Takes back what one origin (and sidecar) says. False when it said nothing. */
export async function dropMetadata(tx: WriteTx, assetId: number, origin: MetadataOrigin, path = ''): Promise<boolean> {
  const result = await tx.deleteFrom('metadata').where('asset_id', '=', assetId).where('origin', '=', origin).where('path', '=', path).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/**
 * The columns of an asset follow what its origins say: the one way they change after ingest. Writes a change row when anything
 * became different, also when only its raw data did (`touched`). `filesToo` false: only a person said something, so that the keywords of
 * files are tags already.
 */
export async function refreshFacts(tx: WriteTx, assetId: number, now: number, touched = false, filesToo = true): Promise<MergedFacts> {
  // An update that changes nothing holds the row: on PostgreSQL two that come together would not see what the other puts.
  const before = await tx.updateTable('asset').set({ described: sql`described` }).where('id', '=', assetId).returningAll().executeTakeFirst();
  const said = await metadataOf(tx, assetId);
  const merged = mergeFacts(said);
  if (before === undefined) return merged;
  if (filesToo) await claimKeywords(tx, assetId, said, now);
  const found = factColumns(merged.facts);
  const cameIn = before.created_at;
  const sort_at = sortTime({ takenAt: found.taken_at, fileTime: await fileTime(tx, assetId, cameIn), cameIn });
  const columns = { ...found, ...markColumns(merged, before, now), sort_at };
  const changed = (Object.keys(columns) as Array<keyof typeof columns>).some((name) => columns[name] !== before[name]);
  if (changed) await tx.updateTable('asset').set(columns).where('id', '=', assetId).execute();
  // A score changes no text: scoring by key would read and write it a hundred times a minute.
  if (TEXTS.some((name) => columns[name] !== before[name])) await refreshText(tx, assetId);
  if (changed || touched) await tx.insertInto('change').values({ kind: 'asset-updated', asset_id: assetId, session_id: null, at: now }).execute();
  return merged;
}

/** Columns of an asset that its full text is made of, besides the name. */
const TEXTS = ['title', 'description', 'keywords_json'] as const;

/**
 * Favourite and content rating follow the facts too. A content rating that no fact speaks of may come from elsewhere (a model, a
 * source): such a one stays, and one of a person or a file stands above it.
 */
function markColumns({ facts, provenance }: MergedFacts, before: Selectable<AssetTable>, now: number) {
  const favourite = facts.favourite === true ? 1 : 0;
  const rating = facts.contentRating;
  const elsewhere = before.content_rating_origin !== null && !(METADATA_ORIGINS as readonly string[]).includes(before.content_rating_origin);
  return {
    favourite,
    favourited_at: favourite === 0 ? null : before.favourite === 1 ? before.favourited_at : now,
    ...(rating === undefined && elsewhere
      ? {}
      : {
          content_rating: rating === undefined ? null : CONTENT_RATINGS.indexOf(rating),
          content_rating_origin: provenance.contentRating ?? null,
        }),
  };
}

/** Of these assets those that are there, held until the transaction ends: what is read of them now is still true when it is written. */
export async function holdAssets(tx: WriteTx, ids: readonly number[]): Promise<Set<number>> {
  const rows = await tx
    .selectFrom('asset')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    // In one order everywhere: no deadlock.
    .orderBy('id')
    .$if(locksRows(tx), (q) => q.forNoKeyUpdate())
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** When a person gave it the score it has; null = nobody here did. */
export async function setScoredAt(tx: WriteTx, assetId: number, at: number | null): Promise<void> {
  await tx.updateTable('asset').set({ scored_at: at }).where('id', '=', assetId).execute();
}

/** When the first file of it that came was last modified. */
async function fileTime(tx: WriteTx, assetId: number, createdAt: number): Promise<number> {
  const row = await tx
    .selectFrom('location')
    .select('mtime_ms')
    .where('asset_id', '=', assetId)
    .where('kind', '!=', 'stored')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.mtime_ms ?? createdAt;
}

/** The columns of `asset` that hold facts, as they come back from the catalog. */
export function factColumns(facts: MetadataFacts) {
  return {
    taken_at: timeColumn(facts.takenAt),
    taken_at_offset: integerColumn(facts.takenAtOffsetMinutes),
    doubtful_date: text(facts.doubtfulDate),
    camera_make: text(facts.cameraMake),
    camera_model: text(facts.cameraModel),
    lens: text(facts.lens),
    focal_length: realColumn(facts.focalLengthMm),
    aperture: realColumn(facts.aperture),
    iso: integerColumn(facts.iso),
    exposure_seconds: realColumn(facts.exposureSeconds),
    latitude: realColumn(facts.latitude),
    longitude: realColumn(facts.longitude),
    altitude: realColumn(facts.altitudeMetres),
    software: text(facts.software),
    // A person may say that there is no title, no keyword, no rating: empty texts and lists, and 0.
    title: text(facts.title) || null,
    description: text(facts.description) || null,
    keywords_json: facts.keywords === undefined || facts.keywords.length === 0 ? null : JSON.stringify(facts.keywords),
    creator: text(facts.creator) || null,
    copyright: text(facts.copyright) || null,
    rating: integerColumn(facts.rating) || null,
  } satisfies Updateable<AssetTable>;
}

function text(value: string | undefined): string | null {
  return value === undefined ? null : plainText(value);
}

export type GenerationRow = Selectable<GenerationTable>;

export async function generationOf(db: ReadDb | WriteTx, assetId: number): Promise<GenerationRow | undefined> {
  return db.selectFrom('generation').selectAll().where('asset_id', '=', assetId).executeTakeFirst();
}

/** Puts how an asset was generated in the place of what was known of that. */
export async function putGeneration(tx: WriteTx, assetId: number, made: Generation): Promise<void> {
  const values: Omit<Insertable<GenerationTable>, 'asset_id'> = {
    generator: made.generator,
    prompt: made.prompt ?? null,
    negative: made.negative ?? null,
    model: made.model ?? null,
    model_hash: made.modelHash ?? null,
    vae: made.vae ?? null,
    loras_json: JSON.stringify(made.loras),
    sampler: made.sampler ?? null,
    scheduler: made.scheduler ?? null,
    steps: integerColumn(made.steps),
    cfg: realColumn(made.cfg),
    seed: made.seed ?? null,
    width: integerColumn(made.width),
    height: integerColumn(made.height),
    denoise: realColumn(made.denoise),
    hires_json: made.hires === undefined ? null : JSON.stringify(made.hires),
    keywords_json: JSON.stringify(made.keywords),
    extra_json: JSON.stringify(made.extra),
    raw_json: JSON.stringify(made.raw),
  };
  await tx
    .insertInto('generation')
    .values({ asset_id: assetId, ...values })
    .onConflict((c) => c.column('asset_id').doUpdateSet(values))
    .execute();
  await refreshText(tx, assetId);
}

/** Takes back what was known of how an asset was generated. */
export async function dropGeneration(tx: WriteTx, assetId: number): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom('generation').where('asset_id', '=', assetId).executeTakeFirst();
  if (numDeletedRows > 0n) await refreshText(tx, assetId);
}
