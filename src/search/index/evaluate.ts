import { addAll, type Bits, clearBit, countBits, findIn, hasBit, keepBoth, placesOf, setBit, takeAway, wordsFor } from './bits.ts';
import type { Part, Posting } from './part.ts';
import { likeExpression, type Question } from './question.ts';
import { boundsOf, scanCodes, scanRange } from './scan.ts';

/** Places of a part, ascending, or as bits. What is returned is never written to again. */
export type Hits = { readonly list: ArrayLike<number>; readonly bits?: undefined } | { readonly bits: Bits; readonly list?: undefined };

/** As many places as a set of bits has words: below that a list is shorter. */
const SPARSE = 32;
const SAMPLES = 128;
const NONE: Hits = { list: [] };

/** The live places of a part that answer yes. */
export function evaluate(question: Question | undefined, part: Part): Hits {
  if (!question) return { bits: part.live };
  const hits = run(question, part);
  if (hits.list) return { list: filter(hits.list, (place) => hasBit(part.live, place)) };
  return { bits: both(hits.bits, part.live) };
}

export function countHits(hits: Hits): number {
  return hits.list ? hits.list.length : countBits(hits.bits);
}

/** How many places answer yes, at most and roughly: tags are known, columns are sampled. */
export function estimate(question: Question, part: Part): number {
  switch (question.kind) {
    case 'all':
      return Math.min(part.size, ...question.parts.map((one) => estimate(one, part)));
    case 'some':
      return Math.min(
        part.size,
        question.parts.reduce((sum, one) => sum + estimate(one, part), 0),
      );
    case 'not':
      return part.size - estimate(question.part, part);
    case 'tagged':
      return Math.min(
        part.size,
        question.tags.reduce((sum, tag) => sum + (part.posting(tag)?.count ?? 0), 0),
      );
    case 'among':
      return Math.min(part.size, question.ids.length);
    default:
      return sampled(question, part);
  }
}

/** The parts of `all` in the order in which they are looked at: the rarest first. */
export function rarestFirst(parts: readonly Question[], part: Part): Question[] {
  return parts
    .map((question) => ({ question, size: estimate(question, part) }))
    .sort((a, b) => a.size - b.size)
    .map(({ question }) => question);
}

function run(question: Question, part: Part): Hits {
  switch (question.kind) {
    case 'all':
      return all(question.parts, part);
    case 'some':
      return union(
        question.parts.map((one) => run(one, part)),
        part,
      );
    case 'not':
      return { bits: without(everything(part), run(question.part, part)) };
    case 'tagged':
      return union(
        question.tags.flatMap((tag) => part.posting(tag) ?? []).map((posting): Hits => (posting.bits ? { bits: posting.bits as Bits } : posting)),
        part,
      );
    case 'among':
      return { list: placesAmong(question.ids, part) };
    case 'within':
      return { bits: scanRange(question.fact === 'id' ? part.ids : part.column(question.fact), part.size, boundsOf(question)) };
    case 'known':
      return { bits: scanRange(part.column(question.fact), part.size, boundsOf({})) };
    case 'format':
      return { bits: scanCodes(part.column('format'), part.size, fitting(question.pattern, part)) };
  }
}

function all(parts: readonly Question[], part: Part): Hits {
  const [first, ...rest] = rarestFirst(parts, part);
  if (!first) return { bits: everything(part) };
  let hits = run(first, part);
  for (const next of rest) {
    if (hits.list === undefined) {
      const count = countBits(hits.bits);
      if (count < part.size / SPARSE) hits = { list: placesOf(hits.bits, count) };
    }
    if (hits.list) {
      if (hits.list.length === 0) return NONE;
      hits = { list: filter(hits.list, tester(next, part)) };
    } else if (next.kind === 'not') hits = { bits: without(hits.bits.slice(), run(next.part, part)) };
    else {
      const others = run(next, part);
      hits = others.list ? { list: filter(others.list, among(hits.bits)) } : { bits: both(hits.bits, others.bits) };
    }
  }
  return hits;
}

function union(all: readonly Hits[], part: Part): Hits {
  if (all.length === 0) return NONE;
  if (all.length === 1) return all[0]!;
  const few = all.reduce((sum, hits) => sum + (hits.list ? hits.list.length : part.size), 0);
  if (few < part.size / SPARSE) {
    const list = new Uint32Array(few);
    let next = 0;
    for (const hits of all) {
      list.set(hits.list ?? [], next);
      next += hits.list?.length ?? 0;
    }
    list.sort();
    return { list: list.filter((place, at) => at === 0 || place !== list[at - 1]) };
  }
  const bits = new Uint32Array(wordsFor(part.size));
  for (const hits of all) {
    if (hits.bits) addAll(bits, hits.bits);
    else for (let at = 0; at < hits.list.length; at += 1) setBit(bits, hits.list[at]!);
  }
  return { bits };
}

/** Whether a place answers yes, for when there are few places to ask. */
function tester(question: Question, part: Part): (place: number) => boolean {
  switch (question.kind) {
    case 'all': {
      const tests = rarestFirst(question.parts, part).map((one) => tester(one, part));
      return (place) => tests.every((test) => test(place));
    }
    case 'some': {
      const tests = question.parts.map((one) => tester(one, part));
      return (place) => tests.some((test) => test(place));
    }
    case 'not': {
      const test = tester(question.part, part);
      return (place) => !test(place);
    }
    case 'tagged': {
      const tests = question.tags.flatMap((tag) => part.posting(tag) ?? []).map(bears);
      const [only] = tests;
      return tests.length === 1 ? only! : (place) => tests.some((test) => test(place));
    }
    case 'among': {
      const { ids } = question;
      return (place) => findIn(ids, part.ids[place]!) >= 0;
    }
    case 'known': {
      const values = part.column(question.fact);
      return (place) => !Number.isNaN(values[place]!);
    }
    case 'format': {
      const values = part.column('format');
      const fits = fitting(question.pattern, part);
      return (place) => fits[values[place]!] === 1;
    }
    case 'within': {
      const values = question.fact === 'id' ? part.ids : part.column(question.fact);
      const { min, max } = boundsOf(question);
      return (place) => values[place]! >= min && values[place]! <= max;
    }
  }
}

function fitting(pattern: string, part: Part): Uint8Array {
  const expression = likeExpression(pattern);
  return Uint8Array.from(part.formats, (format) => Number(expression.test(format)));
}

function bears(posting: Posting): (place: number) => boolean {
  if (posting.bits) return among(posting.bits);
  const { list } = posting;
  return (place) => findIn(list, place) >= 0;
}

function among(bits: Uint32Array): (place: number) => boolean {
  return (place) => hasBit(bits, place);
}

function sampled(question: Question, part: Part): number {
  if (part.size === 0) return 0;
  const test = tester(question, part);
  const step = Math.max(1, Math.floor(part.size / SAMPLES));
  let [yes, asked] = [0, 0];
  for (let place = 0; place < part.size; place += step) {
    asked += 1;
    if (test(place)) yes += 1;
  }
  // None in the sample does not mean none: what tags say is better known.
  return Math.ceil((part.size * Math.max(yes, 0.5)) / asked);
}

/** Of the delta, whose ids are in no order, an id may have had several places: the dead ones do no harm. */
function placesAmong(ids: Uint32Array, part: Part): number[] {
  const places: number[] = [];
  if (ids.length < part.size / SPARSE && part.ascending) {
    for (const id of ids) {
      const place = findIn(part.ids, id);
      if (place >= 0) places.push(place);
    }
    return places;
  }
  for (let place = 0; place < part.size; place += 1) if (findIn(ids, part.ids[place]!) >= 0) places.push(place);
  return places;
}

function everything(part: Part): Bits {
  const bits = new Uint32Array(wordsFor(part.size)).fill(0xffffffff);
  for (let place = part.size; place < bits.length * 32; place += 1) clearBit(bits, place);
  return bits;
}

/** Writes into `bits`, which is the caller's own. */
function without(bits: Bits, hits: Hits): Bits {
  if (hits.bits) takeAway(bits, hits.bits);
  else for (let at = 0; at < hits.list.length; at += 1) clearBit(bits, hits.list[at]!);
  return bits;
}

function both(a: Bits, b: Uint32Array): Bits {
  const bits = a.slice();
  keepBoth(bits, b);
  return bits;
}

function filter(list: ArrayLike<number>, test: (place: number) => boolean): Uint32Array {
  const kept = new Uint32Array(list.length);
  let count = 0;
  for (let at = 0; at < list.length; at += 1) {
    const place = list[at]!;
    if (test(place)) kept[count++] = place;
  }
  return kept.subarray(0, count);
}
