import type { Search, SearchPosition } from '../../catalog/search-queries.ts';
import { countHits, evaluate, type Hits } from './evaluate.ts';
import type { Generation } from './generation.ts';
import { type Ordering } from './order.ts';
import { type Found, pageOf } from './page.ts';
import { columnsOf, type Question } from './question.ts';

export interface PartHits {
  readonly segment: Hits;
  readonly delta: Hits;
  readonly count: number;
}

/** All assets that answer yes, and how many they are. Nothing is awaited once the columns are there: one moment of the library. */
export async function hitsOf(generation: Generation, question: Question | undefined): Promise<PartHits> {
  await generation.segment.need({ columns: question ? columnsOf(question) : [], orders: [] });
  return hitsNow(generation, question);
}

export interface PageWanted extends Pick<Search, 'seed'> {
  readonly ordering: Ordering;
  readonly after?: SearchPosition | undefined;
  readonly limit: number;
  readonly offset?: number;
}

export async function answer(generation: Generation, question: Question | undefined, wanted: PageWanted): Promise<{ found: Found[]; total: number }> {
  const { ordering, after, limit, offset = 0, seed = 0 } = wanted;
  const { by } = ordering;
  await generation.segment.need({ columns: question ? columnsOf(question) : [], orders: by === 'id' || by === 'random' ? [] : [by] });
  const hits = hitsNow(generation, question);
  return { found: pageOf(generation.segment, generation.delta, hits, { ordering, seed, after, limit, offset }), total: hits.count };
}

function hitsNow({ segment, delta }: Generation, question: Question | undefined): PartHits {
  const hits = { segment: evaluate(question, segment), delta: evaluate(question, delta) };
  return { ...hits, count: countHits(hits.segment) + countHits(hits.delta) };
}
