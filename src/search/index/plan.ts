import type { Catalog } from '../../catalog/catalog.ts';
import { idsWhere } from '../../catalog/index-queries.ts';
import type { Condition } from '../../catalog/search-condition.ts';
import { hitsOf } from './answer.ts';
import { placesOf } from './bits.ts';
import { countHits, type Hits } from './evaluate.ts';
import type { Generation } from './generation.ts';
import type { Part } from './part.ts';
import { foreignParts, isSelective, type Question, toQuestion } from './question.ts';

/** Ids the catalog may hand to the index for one part of a search; 20,000 take some 10 ms. */
const MOST_IDS = 20_000;
/** Assets the catalog is asked about one by one, when the index has found that they are so few. */
const MOST_CANDIDATES = 2_000;

/** How the index answers: by `question`, for which the catalog was asked what stands in `asked`. */
export type IndexPlan =
  | { readonly by: 'index'; readonly question: Question | undefined; readonly asked: readonly Condition[] }
  | { readonly by: 'sql'; readonly reason: string };

/**
 * What the index keeps it answers by itself. For the rest there are two ways: the catalog finds it by an index of its own and hands
 * over the ids; or the index narrows the search down to few assets, and the catalog says which of them it is true of. Neither:
 * the whole is the catalog's.
 */
export async function planFor(catalog: Catalog, generation: Generation, where: Condition | undefined): Promise<IndexPlan> {
  if (!where) return { by: 'index', question: undefined, asked: [] };
  const whole = toQuestion(where);
  if (whole) return { by: 'index', question: whole, asked: [] };
  const resolved = new Map<Condition, Uint32Array>();
  const asked = foreignParts(where);
  for (const part of asked) {
    if (!isSelective(part)) continue;
    const ids = await idsWhere(catalog, part, MOST_IDS + 1);
    if (ids.length > MOST_IDS) return { by: 'sql', reason: `more than ${MOST_IDS} match ${part.kind}` };
    resolved.set(part, Uint32Array.from(ids).sort());
  }
  const question = toQuestion(where, resolved);
  if (question) return { by: 'index', question, asked };
  if (where.kind !== 'all') return { by: 'sql', reason: 'every asset has to be looked at' };
  const known = where.parts.flatMap((part) => toQuestion(part, resolved) ?? []);
  const rest = where.parts.filter((part) => !toQuestion(part, resolved));
  if (known.length === 0) return { by: 'sql', reason: 'every asset has to be looked at' };
  const candidates = await hitsOf(generation, { kind: 'all', parts: known });
  if (candidates.count > MOST_CANDIDATES) return { by: 'sql', reason: `${candidates.count} assets would have to be looked at` };
  const among = [...idsOf(candidates.segment, generation.segment), ...idsOf(candidates.delta, generation.delta)];
  const ids = await idsWhere(catalog, { kind: 'all', parts: rest }, MOST_CANDIDATES, among);
  const last: Question = { kind: 'among', ids: Uint32Array.from(ids).sort(), what: { kind: 'all', parts: rest } };
  return { by: 'index', question: { kind: 'all', parts: [...known, last] }, asked };
}

export function idsOf(hits: Hits, part: Part): number[] {
  const places = hits.list ?? placesOf(hits.bits, countHits(hits));
  return Array.from(places, (place) => part.ids[place]!);
}
