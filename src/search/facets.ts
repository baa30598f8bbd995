import type { Catalog } from '../catalog/catalog.ts';
import { type TagTally, tallyTags } from '../catalog/facet-queries.ts';
import type { Condition } from '../catalog/search-condition.ts';
import { countFound, searchAssets } from '../catalog/search-queries.ts';
import { tagsByIds } from '../catalog/tag-queries.ts';
import type { Finder } from './finder.ts';
import { hitsOf } from './index/answer.ts';
import { counterOf, sampleOf } from './index/count-with.ts';
import { planFor } from './index/plan.ts';

/** A tag on a twentieth of the result is missing from so many with a chance of 10^-9. */
const SAMPLE = 400;
/** Tags of the sample that are counted in the whole result: at a million assets 200 take some 10 ms. */
const CANDIDATES = 200;
/** Without the index: up to here everything is counted. */
const SMALL = 2_000;
/** A tag that is on fewer of the result says little about it. */
const LEAST_SHARE = 0.02;

export interface Facet {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly count: number;
  /** How many times as frequent it is in the result as in the whole library. */
  readonly lift: number;
}

export interface Facets {
  /** The most frequent tags of the result, those that were searched for left out. */
  readonly items: readonly Facet[];
  /** Those that set it apart from the rest of the library. */
  readonly related: readonly Facet[];
  readonly total: number;
  /** The counts are estimates. */
  readonly approximate: boolean;
}

interface Tally {
  /** Tag and how many of the result bear it. */
  readonly counts: ReadonlyArray<readonly [tag: number, count: number]>;
  readonly total: number;
  readonly approximate: boolean;
}

/** The tags that go with what a search finds. */
export async function facetsOf(catalog: Catalog, finder: Finder, where: Condition | undefined, limit: number, assets: number): Promise<Facets> {
  const { counts, total, approximate } = (await byIndex(catalog, finder, where)) ?? (await bySql(catalog, where));
  const asked = new Set(searchedFor(where));
  const tags = await tagsByIds(
    catalog.read,
    counts.map(([tag]) => tag),
  );
  const facets = counts.flatMap(([id, count]): Facet[] => {
    const tag = tags.get(id);
    if (!tag || tag.deprecated === 1 || asked.has(id) || count === 0) return [];
    const lift = count / total / (Math.max(tag.count, count) / Math.max(assets, total));
    return [{ id, name: tag.name, category: tag.category, count, lift: Math.round(lift * 100) / 100 }];
  });
  const by = (value: (facet: Facet) => number) => facets.toSorted((a, b) => value(b) - value(a) || a.id - b.id).slice(0, limit);
  return {
    items: by(({ count }) => count),
    related: by(({ count, lift }) => (count >= total * LEAST_SHARE ? lift : 0)).filter(({ count, lift }) => count >= total * LEAST_SHARE && lift > 1),
    total,
    approximate,
  };
}

/** A sample says which tags to look at; how many of the result bear each of them is counted. */
async function byIndex(catalog: Catalog, finder: Finder, where: Condition | undefined): Promise<Tally | undefined> {
  return finder.index?.answer(async (generation) => {
    const plan = await planFor(catalog, generation, where);
    if (plan.by === 'sql') return undefined;
    const hits = await hitsOf(generation, plan.question);
    const sampled = await tallyTags(catalog, sampleOf(hits, generation, SAMPLE));
    const whole = hits.count <= SAMPLE;
    const countWith = counterOf(hits, generation);
    const counts = frequent(sampled).map(({ tag_id, count }) => [tag_id, whole ? count : countWith(tag_id)] as const);
    return { counts, total: hits.count, approximate: false };
  });
}

/** Small results are counted whole; of larger ones the newest stand for all. */
async function bySql(catalog: Catalog, where: Condition | undefined): Promise<Tally> {
  const rows = await searchAssets(catalog, { by: 'newest', ...(where === undefined ? {} : { where }) }, undefined, SMALL);
  const total = rows.length < SMALL ? rows.length : await countFound(catalog, where);
  const tallies = await tallyTags(
    catalog,
    rows.map(({ id }) => id),
  );
  const scale = total / Math.max(1, rows.length);
  return { counts: frequent(tallies).map(({ tag_id, count }) => [tag_id, Math.round(count * scale)]), total, approximate: scale > 1 };
}

function frequent(tallies: readonly TagTally[]): TagTally[] {
  return tallies.toSorted((a, b) => b.count - a.count || a.tag_id - b.tag_id).slice(0, CANDIDATES);
}

/** Tags that everything found bears because that was asked for. */
function searchedFor(where: Condition | undefined): readonly number[] {
  if (where?.kind === 'tagged') return where.tags.length === 1 ? where.tags : [];
  return where?.kind === 'all' ? where.parts.flatMap(searchedFor) : [];
}
