import type { PartHits } from './answer.ts';
import { findIn, hasBit, placesOf } from './bits.ts';
import { countHits, type Hits } from './evaluate.ts';
import type { Generation } from './generation.ts';
import type { Part } from './part.ts';
import { idsOf } from './plan.ts';

/** How many of the hits bear a tag. A million assets: 30 µs for a frequent tag, less for others. */
export function countWith(hits: PartHits, { segment, delta }: Generation, tag: number): number {
  return inPart(hits.segment, segment, tag) + inPart(hits.delta, delta, tag);
}

function inPart(hits: Hits, part: Part, tag: number): number {
  const posting = part.posting(tag);
  if (!posting) return 0;
  let count = 0;
  if (posting.bits && hits.bits) return countCommon(posting.bits, hits.bits);
  if (posting.list && hits.list) {
    const [few, many] = posting.list.length < hits.list.length ? [posting.list, hits.list] : [hits.list, posting.list];
    for (let at = 0; at < few.length; at += 1) if (findIn(many, few[at]!) >= 0) count += 1;
    return count;
  }
  const [list, bits] = [posting.list ?? hits.list!, posting.bits ?? hits.bits!];
  for (let at = 0; at < list.length; at += 1) if (hasBit(bits, list[at]!)) count += 1;
  return count;
}

function countCommon(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < b.length; word += 1) {
    let x = a[word]! & b[word]!;
    if (x === 0) continue;
    x -= (x >>> 1) & 0x55555555;
    x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
    count += Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
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
