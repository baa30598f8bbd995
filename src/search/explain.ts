import { countWithWords, textsComplete } from '../catalog/asset-text.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { suggestTags } from '../catalog/suggest-queries.ts';
import { tagName, tagNames } from '../domain/tag.ts';
import { planCondition } from './plan.ts';
import type { Finder } from './finder.ts';
import { type PlanLine, planOf } from './plan-lines.ts';
import type { Node, Query, Span } from './query/ast.ts';
import { fieldFacts, POOL_ORDER } from './query/fields.ts';
import { type Leaf, leavesOf } from './query/leaves.ts';
import { onlyPool } from './query/only-pool.ts';
import { parseQuery } from './query/parser.ts';
import { printNode, printQuery, type Spelling } from './query/print.ts';
import { replaceNode, turnedAround } from './query/replace-node.ts';
import { isPattern, type Meanings, resolve } from './resolve.ts';
import { MAX_RANKED, toSearch } from './search-query.ts';
import { soughtPhrases, wordsCondition } from './words.ts';

/** What one term means here: a tag or several, words of a text, a question about a field, a saved search. */
export type Meaning = 'tag' | 'tags' | 'unknown-tag' | 'words' | 'field' | 'search';

export interface ExplainedTag {
  readonly name: string;
  readonly category: string;
  readonly count: number;
  /** As it was written, when that is another name of the tag. */
  readonly alias: string | null;
}

export interface ExplainedToken extends Span {
  readonly text: string;
  readonly meaning: Meaning;
  /** The most used first, at most SHOWN_TAGS. */
  readonly tags: readonly ExplainedTag[];
  readonly tagTotal: number;
  readonly field: string | null;
  readonly about: string | null;
}

/** A part of the query that can be taken away or turned around by itself. */
export interface ExplainedTerm {
  readonly text: string;
  readonly negated: boolean;
  /** Several for a group. */
  readonly tokens: readonly ExplainedToken[];
  /** The query without it, and with the opposite of it. */
  readonly without: string;
  readonly turned: string;
}

export interface ExplainWarning extends Span {
  readonly message: string;
  /** Queries that may have been meant. */
  readonly instead: readonly string[];
}

export interface Explanation {
  /** As it is kept: read back, the same query. */
  readonly normal: string;
  readonly terms: readonly ExplainedTerm[];
  readonly order: { readonly by: string; readonly text: string; readonly without: string } | null;
  readonly warnings: readonly ExplainWarning[];
  /** Only when it is asked for: it counts what is found. */
  readonly plan: ExplainedPlan | null;
}

export interface ExplainedPlan {
  readonly by: 'index' | 'sql';
  /** Why the catalog answers, and not the index. */
  readonly reason: string | null;
  readonly total: number;
  readonly steps: readonly PlanLine[];
}

const SHOWN_TAGS = 10;
/** Terms whose words are counted, and such of which others are looked for: each is a question to the catalog. */
const MAX_COUNTED = 10;

/** How a query is understood, for people and for the page that shows its terms; with a finder also how it is answered. Throws QueryError. */
export async function explainSearch(catalog: Catalog, text: string, now: number, finder?: Finder): Promise<Explanation> {
  const query = parseQuery(text, now);
  const meanings = await resolve(catalog, query, now);
  const spelling: Spelling = (leaf) => (leaf.at.end > leaf.at.start ? text.slice(leaf.at.start, leaf.at.end) : undefined);
  const where = planCondition(query, { now, meanings });
  const tokenOf = new Map(leavesOf(query.where).map((leaf) => [leaf, token(leaf, text, meanings)]));
  return {
    normal: printQuery(query),
    terms: partsOf(query.where).map((part) => term(part, query, spelling, tokenOf)),
    order:
      query.order === undefined
        ? null
        : {
            by: query.order.by,
            text: printQuery({ order: query.order }),
            without: query.where === undefined ? '' : printQuery({ where: query.where }, spelling),
          },
    warnings: [
      ...idleOrders(query, spelling),
      ...(await warnings(catalog, query, meanings, spelling)),
      ...(await rankWarning(catalog, query, soughtPhrases(where), text)),
    ],
    plan: finder === undefined ? null : await planOf(catalog, finder, await toSearch(catalog, text, now), meanings),
  };
}

function partsOf(where: Node | undefined): readonly Node[] {
  if (where === undefined) return [];
  return where.kind === 'and' ? where.parts : [where];
}

function term(part: Node, query: Query, spelling: Spelling, tokenOf: ReadonlyMap<Leaf, ExplainedToken>): ExplainedTerm {
  const inner = part.kind === 'not' ? part.part : part;
  const edited = (by: Node | undefined): string => {
    const where = replaceNode(query.where!, part, by);
    // The order of a pool goes with the pool.
    const order = query.order?.by === POOL_ORDER && onlyPool(where) === undefined ? undefined : query.order;
    return printQuery({ ...(order === undefined ? {} : { order }), ...(where === undefined ? {} : { where }) }, spelling);
  };
  return {
    text: printNode(inner, spelling),
    negated: part.kind === 'not',
    tokens: leavesOf(inner).map((leaf) => tokenOf.get(leaf)!),
    without: edited(undefined),
    turned: edited(turnedAround(part)),
  };
}

function token(leaf: Leaf, text: string, meanings: Meanings): ExplainedToken {
  const written = text.slice(leaf.at.start, leaf.at.end);
  const base = { ...leaf.at, text: written, tags: [], tagTotal: 0, field: null, about: null };
  if (leaf.kind === 'phrase') return { ...base, meaning: 'words' };
  const names = leaf.kind === 'word' ? [leaf.text] : leaf.name === 'tag' && leaf.value.kind === 'texts' ? leaf.value.texts : undefined;
  if (names !== undefined) {
    const tags = names.flatMap((name) => (meanings.tags.get(name) ?? []).map((tag) => explained(tag, name)));
    if (tags.length === 0) return { ...base, meaning: leaf.kind === 'word' ? 'words' : 'unknown-tag' };
    const meaning = tags.length === 1 && !names.some(isPattern) ? 'tag' : 'tags';
    return { ...base, meaning, tags: tags.toSorted((a, b) => b.count - a.count).slice(0, SHOWN_TAGS), tagTotal: tags.length };
  }
  if (leaf.kind === 'word') return { ...base, meaning: 'words' };
  const meaning = leaf.name === 'search' ? 'search' : leaf.name === 'words' ? 'words' : 'field';
  return { ...base, meaning, field: leaf.name, about: fieldFacts(leaf.name).about };
}

function explained({ name, category, count }: ExplainedTag | Omit<ExplainedTag, 'alias'>, written: string): ExplainedTag {
  const asked = isPattern(written) || tagNames(written).includes(name) ? name : tagName(written);
  return { name, category, count, alias: asked === undefined || asked === name ? null : asked };
}

/** What finds nothing, and what else may have been meant. */
async function warnings(catalog: Catalog, query: Query, meanings: Meanings, spelling: Spelling): Promise<ExplainWarning[]> {
  const found: ExplainWarning[] = [];
  const instead = (leaf: Leaf, by: Leaf): string => {
    const where = replaceNode(query.where!, leaf, by);
    return printQuery({ ...query, ...(where === undefined ? {} : { where }) }, (one) => (one === by ? undefined : spelling(one)));
  };
  let sought = 0;
  const near = async (leaf: Leaf, text: string): Promise<string[]> => {
    if ((sought += 1) > MAX_COUNTED) return [];
    const tags = await suggestTags(catalog, { text: text.replaceAll('*', ''), limit: 3 });
    return tags.map(({ name }) => instead(leaf, { kind: 'word', text: name, at: NOWHERE }));
  };
  let counted = 0;
  let searchesTexts = false;
  for (const leaf of leavesOf(query.where)) {
    if (leaf.kind === 'field' && leaf.name === 'tag' && leaf.value.kind === 'texts') {
      for (const text of leaf.value.texts)
        if (!meanings.tags.has(text)) found.push({ ...leaf.at, message: `There is no tag “${text}”: this finds nothing`, instead: await near(leaf, text) });
      continue;
    }
    if (leaf.kind === 'field' && leaf.name !== 'words') continue;
    const tags = leaf.kind === 'word' ? meanings.tags.get(leaf.text) : undefined;
    if (tags?.length === 1 && tags[0]!.count === 0) {
      const text = leaf.kind === 'word' ? leaf.text : '';
      const words: Leaf = { kind: 'field', name: 'words', value: { kind: 'texts', texts: [text] }, at: NOWHERE };
      found.push({ ...leaf.at, message: `Nothing bears the tag “${tags[0]!.name}”; the word may stand in texts`, instead: [instead(leaf, words)] });
    }
    if (tags !== undefined) continue;
    searchesTexts = true;
    if (leaf.kind !== 'word' || (counted += 1) > MAX_COUNTED) continue;
    const condition = wordsCondition(leaf.text, false);
    if (condition.kind !== 'words' || (await countWithWords(catalog.read, condition.sought, 1)) > 0) continue;
    const begun: Leaf[] = isPattern(leaf.text) ? [] : [{ kind: 'word', text: `${leaf.text}*`, at: NOWHERE }];
    found.push({
      ...leaf.at,
      message: `“${leaf.text}” is no tag, and no text has the word`,
      instead: [...(await near(leaf, leaf.text)), ...begun.map((by) => instead(leaf, by))],
    });
  }
  if (searchesTexts && !(await textsComplete(catalog.read)))
    found.push({ ...NOWHERE, message: 'Texts are still being read for the first time: some are not found yet', instead: [] });
  return found;
}

/** There is one order of a result. What searches kept and programs write may hold more, so that it is said and not refused. */
function idleOrders({ where, order, idle = [] }: Query, spelling: Spelling): ExplainWarning[] {
  return idle.map(({ order: other, at }) => ({
    ...at,
    message: `${printQuery({ order: other })} is passed over: ${printQuery({ order: order! })} stands behind it, and the last order counts`,
    instead: [printQuery({ ...(where === undefined ? {} : { where }), order: other }, spelling)],
  }));
}

async function rankWarning(catalog: Catalog, { order }: Query, phrases: ReturnType<typeof soughtPhrases>, text: string): Promise<ExplainWarning[]> {
  if (order?.by !== 'rank') return [];
  const at = { start: 0, end: text.length };
  if (phrases.length === 0) return [{ ...at, message: 'There are no words to rank by: the newest come first', instead: [] }];
  if ((await countWithWords(catalog.read, [phrases], MAX_RANKED + 1)) <= MAX_RANKED) return [];
  return [{ ...at, message: `More than ${MAX_RANKED.toLocaleString('en')} texts match, too many to rank: the newest come first`, instead: [] }];
}

const NOWHERE: Span = { start: 0, end: 0 };
