import type { SearchPosition } from '../../catalog/search-queries.ts';
import { countBits, hasBit } from './bits.ts';
import type { Delta } from './delta.ts';
import { countHits, type Hits } from './evaluate.ts';
import { type Ordering, shuffled, SHUFFLED_BELOW, unknownValue } from './order.ts';
import type { Part } from './part.ts';
import { Segment } from './segment.ts';

/** One line of a page: an asset, and what it was ordered by as the catalog would have said it. */
export interface Found {
  readonly id: number;
  readonly value: number | string;
}

export interface PageQuestion {
  readonly ordering: Ordering;
  readonly seed: number;
  readonly after?: SearchPosition | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** The hits of both parts in one order, from a position on. */
export function pageOf(segment: Segment, delta: Delta, hits: { readonly segment: Hits; readonly delta: Hits }, question: PageQuestion): Found[] {
  const wanted = question.limit + question.offset;
  const name = question.ordering.by === 'name';
  const fromSegment = name ? byNameInSegment(segment, hits.segment, question, wanted) : byNumber(segment, hits.segment, question, wanted);
  const fromDelta = name ? byNameInDelta(delta, hits.delta, question, wanted) : byNumber(delta, hits.delta, question, wanted);
  return merge(fromSegment, fromDelta, question.ordering.descending, wanted).slice(question.offset);
}

/** What places are ordered by. */
export function keyOf(part: Part, { by, descending }: Ordering, seed: number): (place: number) => number {
  const { ids } = part;
  if (by === 'random') return (place) => shuffled(ids[place]!, seed);
  if (by === 'id' || by === 'name') return (place) => ids[place]!;
  const [values, unknown] = [part.column(by), unknownValue(descending)];
  return (place) => {
    const value = values[place]!;
    return Number.isNaN(value) ? unknown : value;
  };
}

function byNumber(part: Segment | Delta, hits: Hits, question: PageQuestion, wanted: number): Found[] {
  const { ordering, seed, after } = question;
  const key = keyOf(part, ordering, seed);
  const sign = ordering.descending ? -1 : 1;
  const afterValue = after === undefined ? Number.NEGATIVE_INFINITY : sign * Number(after[0]);
  const afterId = after === undefined ? Number.NEGATIVE_INFINITY : sign * after[1];
  const isAfter = (place: number): boolean => {
    const value = sign * key(place);
    return value > afterValue || (value === afterValue && sign * part.ids[place]! > afterId);
  };
  const count = countHits(hits);
  let places: ArrayLike<number>;
  if (part instanceof Segment && hits.bits && ordering.by !== 'random' && walks(wanted, part.size, count)) {
    const order = part.walk(ordering);
    places = walk(
      order,
      hits.bits,
      firstWhere(part.size, (at) => after === undefined || isAfter(order(at))),
      part.size,
      wanted,
    );
  } else
    places = nearest(
      ordering.by === 'random' ? firstShuffled(part.ids, hits, seed, Math.max(0, afterValue), wanted) : hits,
      wanted,
      (place) => sign * key(place),
      (place) => sign * part.ids[place]!,
      afterValue,
      afterId,
    );
  const found: Found[] = [];
  for (let at = 0; at < places.length; at += 1) found.push({ id: part.ids[places[at]!]!, value: key(places[at]!) });
  return found;
}

/**
 * The hits that can be among the first `wanted` of a random order: their numbers are spread evenly, so those below a bound are enough,
 * nearly always. A million hits: 10 ms instead of 30 for all of them on the heap.
 */
function firstShuffled(ids: Uint32Array, hits: Hits, seed: number, from: number, wanted: number): Hits {
  const count = countHits(hits);
  const bound = from + (SHUFFLED_BELOW * (4 * wanted + 40)) / Math.max(1, count);
  if (bound >= SHUFFLED_BELOW) return hits;
  const first: number[] = [];
  forEachHit(hits, (place) => {
    const number = shuffled(ids[place]!, seed);
    if (number >= from && number <= bound) first.push(place);
  });
  return first.length < 2 * wanted ? hits : { list: first };
}

/** Going along the order costs as many steps as it takes to meet enough hits; looking at every hit costs that many. */
function walks(wanted: number, size: number, count: number): boolean {
  return (wanted * size) / Math.max(1, count) < count;
}

function walk(order: (at: number) => number, bits: Uint32Array, from: number, size: number, wanted: number): number[] {
  const places: number[] = [];
  for (let at = from; at < size && places.length < wanted; at += 1) {
    const place = order(at);
    if (hasBit(bits, place)) places.push(place);
  }
  return places;
}

/** The first position of 0 … size for which `test` holds; it holds for all after it. */
function firstWhere(size: number, test: (at: number) => boolean): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The `wanted` first hits after a position, in order, by looking at each once: a heap with the last of them on top. */
function nearest(hits: Hits, wanted: number, key: (place: number) => number, tie: (place: number) => number, afterKey: number, afterTie: number): Uint32Array {
  const room = Math.min(wanted, countHits(hits));
  const [keys, ties, places] = [new Float64Array(room), new Float64Array(room), new Uint32Array(room)];
  let size = 0;
  const later = (a: number, b: number): boolean => keys[a]! > keys[b]! || (keys[a] === keys[b] && ties[a]! > ties[b]!);
  const swap = (a: number, b: number): void => {
    const [k, t, p] = [keys[a]!, ties[a]!, places[a]!];
    [keys[a], ties[a], places[a]] = [keys[b]!, ties[b]!, places[b]!];
    [keys[b], ties[b], places[b]] = [k, t, p];
  };
  const sink = (from: number, end: number): void => {
    for (let at = from; ; ) {
      let child = 2 * at + 1;
      if (child >= end) return;
      if (child + 1 < end && later(child + 1, child)) child += 1;
      if (!later(child, at)) return;
      swap(at, child);
      at = child;
    }
  };
  const offer = (place: number): void => {
    const k = key(place);
    if (size === room && k > keys[0]!) return;
    const t = tie(place);
    if (k < afterKey || (k === afterKey && t <= afterTie)) return;
    if (size < room) {
      let at = size++;
      [keys[at], ties[at], places[at]] = [k, t, place];
      for (; at > 0 && later(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
      return;
    }
    if (k === keys[0] && t >= ties[0]!) return;
    [keys[0], ties[0], places[0]] = [k, t, place];
    sink(0, room);
  };
  if (room > 0) forEachHit(hits, offer);
  for (let end = size - 1; end > 0; end -= 1) {
    swap(0, end);
    sink(0, end);
  }
  return places.subarray(0, size);
}

function forEachHit(hits: Hits, each: (place: number) => void): void {
  if (hits.list) {
    for (let at = 0; at < hits.list.length; at += 1) each(hits.list[at]!);
    return;
  }
  const { bits } = hits;
  for (let word = 0; word < bits.length; word += 1) {
    let x = bits[word]!;
    while (x !== 0) {
      const low = x & -x;
      each((word << 5) + 31 - Math.clz32(low));
      x ^= low;
    }
  }
}

const text = new TextDecoder();

/** Names are compared by where they stand in the order of all: no name is read but those of the page. */
function byNameInSegment(segment: Segment, hits: Hits, { ordering, after }: PageQuestion, wanted: number): Found[] {
  const order = segment.walk(ordering);
  const sign = ordering.descending ? -1 : 1;
  const from = after === undefined ? 0 : firstWhere(segment.size, (at) => sign * compareNamed(segment, order(at), String(after[0]), after[1]) > 0);
  const count = hits.bits ? countBits(hits.bits) : hits.list.length;
  let places: ArrayLike<number>;
  if (hits.bits && walks(wanted, segment.size, count)) places = walk(order, hits.bits, from, segment.size, wanted);
  else {
    const rank = segment.nameRanks();
    const last = segment.size - 1;
    places = nearest(
      hits,
      wanted,
      (place) => (ordering.descending ? last - rank[place]! : rank[place]!),
      () => 0,
      from - 1,
      0,
    );
  }
  return Array.from({ length: places.length }, (_, at) => ({ id: segment.ids[places[at]!]!, value: text.decode(segment.nameAt(places[at]!)) }));
}

function byNameInDelta(delta: Delta, hits: Hits, { ordering, after }: PageQuestion, wanted: number): Found[] {
  const sign = ordering.descending ? -1 : 1;
  const places: number[] = [];
  forEachHit(hits, (place) => {
    if (after === undefined || sign * compareNamed(delta, place, String(after[0]), after[1]) > 0) places.push(place);
  });
  places.sort((a, b) => sign * (Buffer.compare(delta.nameAt(a), delta.nameAt(b)) || delta.ids[a]! - delta.ids[b]!));
  return places.slice(0, wanted).map((place) => ({ id: delta.ids[place]!, value: text.decode(delta.nameAt(place)) }));
}

function compareNamed(part: Part, place: number, name: string, id: number): number {
  return Buffer.compare(part.nameAt(place), Buffer.from(name)) || part.ids[place]! - id;
}

function merge(a: readonly Found[], b: readonly Found[], descending: boolean, wanted: number): Found[] {
  const merged: Found[] = [];
  const sign = descending ? -1 : 1;
  let [i, j] = [0, 0];
  while (merged.length < wanted && (i < a.length || j < b.length)) {
    const [x, y] = [a[i], b[j]];
    if (y === undefined || (x !== undefined && sign * compareFound(x, y) < 0)) {
      merged.push(x!);
      i += 1;
    } else {
      merged.push(y);
      j += 1;
    }
  }
  return merged;
}

function compareFound(a: Found, b: Found): number {
  const values =
    typeof a.value === 'number' && typeof b.value === 'number' ? a.value - b.value : Buffer.compare(Buffer.from(String(a.value)), Buffer.from(String(b.value)));
  return values || a.id - b.id;
}
