import { type RawBuilder, sql } from 'kysely';
import { tagName } from '../domain/tag.ts';
import { oneTypoAway } from '../domain/tag-typos.ts';
import { foldedName } from '../domain/tag-words.ts';
import type { Catalog } from './catalog.ts';

export interface SuggestedTag {
  readonly name: string;
  readonly category: string;
  readonly count: number;
  /** The other name that was found; null: its own. */
  readonly alias: string | null;
  readonly deprecated: boolean;
}

interface Found extends SuggestedTag {
  readonly id: number;
  readonly elsewhere: number;
}

interface Ask {
  readonly text: string;
  readonly limit: number;
  readonly category?: string | undefined;
}

/** A tag can be found by several of its words: so many are read for each that is wanted. */
const FOR_EACH = 8;
/** With a category: so many of the best are looked through for it; 3,000 took PostgreSQL 32 ms at p95. */
const LOOKED_THROUGH = 1000;
/** Words one typo away that are compared by rank. */
const NEAR = 3000;
/** A range of words that ends behind every word with this beginning. */
const LAST = '\u{10FFFF}';

/**
 * Tags one of whose words begins with `text`, or one of whose other names does: those this library has most first, deprecated ones last.
 * When these are fewer than wanted, tags one typo away follow.
 */
export async function suggestTags(catalog: Catalog, ask: Ask): Promise<SuggestedTag[]> {
  const name = tagName(ask.text);
  if (name === undefined) return ask.text.trim() === '' ? strip(await topTags(catalog, ask)) : [];
  const folded = foldedName(name);
  const [exact, begun] = await Promise.all([namedExactly(catalog, name, ask.category), beginning(catalog, folded, ask)]);
  const found = distinct([...exact, ...sorted(begun)]);
  if (found.length >= ask.limit) return strip(found.slice(0, ask.limit));
  const near = await nearby(catalog, oneTypoAway(folded), ask);
  const known = new Set(found.map(({ id }) => id));
  const further = distinct(sorted(near.filter(({ id }) => !known.has(id))));
  return strip([...found, ...further].slice(0, ask.limit));
}

const COLUMNS = sql`tag.id, tag.name, tag.category, tag.count, tag.elsewhere, tag.deprecated`;

async function topTags(catalog: Catalog, { limit, category }: Ask): Promise<Found[]> {
  const { rows } = await sql<Row>`
    select ${COLUMNS}, null as alias from tag where deprecated = 0 ${category === undefined ? sql`` : sql`and category = ${category}`}
    order by count desc, id desc limit ${limit}`.execute(catalog.read);
  return rows.map(toFound);
}

async function namedExactly(catalog: Catalog, name: string, category: string | undefined): Promise<Found[]> {
  const { rows } = await sql<Row>`
    select ${COLUMNS}, null as alias from tag where tag.name = ${name} ${inCategory(category)}
    union all
    select ${COLUMNS}, tag_alias.name as alias from tag_alias join tag on tag.id = tag_alias.tag_id where tag_alias.name = ${name} ${inCategory(category)}
  `.execute(catalog.read);
  return rows.map(toFound);
}

async function beginning(catalog: Catalog, prefix: string, { limit, category }: Ask): Promise<Found[]> {
  const { length } = [...prefix];
  const matching = length <= 3 ? sql`substr(word, 1, ${sql.lit(length)}) = ${prefix}` : sql`word >= ${prefix} and word < ${prefix + LAST}`;
  const best = sql`select tag_id, alias, rank from tag_word where ${matching} order by rank desc limit ${
    category === undefined ? limit * FOR_EACH : LOOKED_THROUGH
  }`;
  return tagsOfWords(catalog, best, limit, category);
}

/**
 * One look into the index for each beginning. Left to itself PostgreSQL reads all words once, or all tags by their count: 68 ms at p95
 * instead of 5, so both are forbidden (lateral … limit, materialized).
 */
async function nearby(catalog: Catalog, prefixes: readonly string[], { limit, category }: Ask): Promise<Found[]> {
  if (prefixes.length === 0) return [];
  const list = JSON.stringify(prefixes);
  const all =
    catalog.engine === 'sqlite'
      ? sql`select w.tag_id, w.alias, w.rank from json_each(${list}) as near cross join tag_word as w
          where w.word >= near.value and w.word < near.value || ${LAST} limit ${NEAR}`
      : sql`select w.tag_id, w.alias, w.rank from jsonb_array_elements_text(cast(${list} as jsonb)) as near(value) cross join lateral
          (select tag_id, alias, rank from tag_word where word >= near.value and word < near.value || ${LAST} order by word limit ${limit * FOR_EACH}) as w
          limit ${NEAR}`;
  // The rank stands with the words: only the best of them are looked up as tags.
  const best = sql`select tag_id, alias, rank from (${all}) as w where rank >= 0 order by rank desc limit ${category === undefined ? limit * FOR_EACH : 500}`;
  return tagsOfWords(catalog, best, limit, category);
}

/** The category is asked word by word: as a join PostgreSQL read all tags of the category instead, 56 ms at p95. */
async function tagsOfWords(catalog: Catalog, words: RawBuilder<unknown>, limit: number, category: string | undefined): Promise<Found[]> {
  const wanted = category === undefined ? sql`` : sql`where (select category from tag where tag.id = words.tag_id) = ${category}`;
  const { rows } = await sql<Row>`
    with best as materialized (select * from (${words}) as words ${wanted} order by rank desc limit ${limit * FOR_EACH})
    select ${COLUMNS}, best.alias from best join tag on tag.id = best.tag_id order by best.rank desc`.execute(catalog.read);
  return rows.map(toFound);
}

interface Row extends Omit<Found, 'deprecated'> {
  readonly deprecated: number;
}

function toFound({ deprecated, ...row }: Row): Found {
  return { ...row, deprecated: deprecated === 1 };
}

function inCategory(category: string | undefined) {
  return category === undefined ? sql`` : sql`and tag.category = ${category}`;
}

function sorted(found: readonly Found[]): Found[] {
  return found.toSorted(
    (a, b) =>
      Number(a.deprecated) - Number(b.deprecated) ||
      b.count - a.count ||
      b.elsewhere - a.elsewhere ||
      Number(a.alias !== null) - Number(b.alias !== null) ||
      (a.name < b.name ? -1 : 1),
  );
}

/** Each tag once: by its own name rather than by another one. */
function distinct(found: readonly Found[]): Found[] {
  const byId = new Map<number, Found>();
  for (const one of found) {
    const known = byId.get(one.id);
    if (known === undefined || (known.alias !== null && one.alias === null)) byId.set(one.id, one);
  }
  return [...byId.values()];
}

function strip(found: readonly Found[]): SuggestedTag[] {
  return found.map(({ name, category, count, alias, deprecated }) => ({ name, category, count, alias, deprecated }));
}
