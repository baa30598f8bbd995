import type { PartHits } from './answer.ts';
import { countOnes, hasBit, placesOf, setBit, wordsFor } from './bits.ts';
import { countHits, type Hits } from './evaluate.ts';
import type { Generation } from './generation.ts';
import type { Part } from './part.ts';
import { idsOf } from './plan.ts';

/**
 * How many of the hits bear a tag, for many tags one after the other. A million assets: 80 µs for a frequent tag, less for others. Both
 * forms of the hits are made, once: where both tag and hits are lists, a bit for each place saves 200 tags 60 ms of searching.
 */
export function counterOf(hits: PartHits, { segment, delta }: Generation): (tag: number) => number {
  const [inSegment, inDelta] = [counterIn(hits.segment, segment), counterIn(hits.delta, delta)];
  return (tag) => inSegment(tag) + inDelta(tag);
}

function counterIn(hits: Hits, part: Part): (tag: number) => number {
  const bits = hits.bits ?? bitsOf(hits.list, part.size);
  return (tag) => {
    const posting = part.posting(tag);
    if (!posting) return 0;
    if (posting.list) return countIn(posting.list, bits);
    return hits.list ? countIn(hits.list, posting.bits) : countCommon(posting.bits, bits);
  };
}

function bitsOf(places: ArrayLike<number>, size: number): Uint32Array {
  const bits = new Uint32Array(wordsFor(size));
  for (let at = 0; at < places.length; at += 1) setBit(bits, places[at]!);
  return bits;
}

function countIn(places: ArrayLike<number>, bits: Uint32Array): number {
  let count = 0;
  for (let at = 0; at < places.length; at += 1) if (hasBit(bits, places[at]!)) count += 1;
  return count;
}

function countCommon(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < b.length; word += 1) count += countOnes(a[word]! & b[word]!);
  return count;
}

/** Up to `wanted` of the hits, spread evenly over them: the same ones each time. */
export function sampleOf(hits: PartHits, { segment, delta }: Generation, wanted: number): number[] {
  if (hits.count <= wanted) return [...idsOf(hits.segment, segment), ...idsOf(hits.delta, delta)];
  const places = hits.segment.list ?? placesOf(hits.segment.bits, countHits(hits.segment));
  const newer = hits.delta.list ?? placesOf(hits.delta.bits, countHits(hits.delta));
  return Array.from({ length: wanted }, (_, at) => {
    const nth = Math.floor((at * hits.count) / wanted);
    return nth < places.length ? segment.ids[places[nth]!]! : delta.ids[newer[nth - places.length]!]!;
  });
}
