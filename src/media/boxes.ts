/**
 * What each of `count` target samples covers of a line: the source samples `first[i]`…`last[i]`, those between the two with
 * the weight `inner`, the ends with `head[i]` and `tail[i]` (0 when there is only one). The weights of a box add up to 1.
 */
export interface Boxes {
  readonly count: number;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly head: Float64Array;
  readonly tail: Float64Array;
  readonly inner: number;
}

/** Boxes from `from` samples to `to`; also for enlarging: then several boxes lie in one sample. */
export function boxes(from: number, to: number): Boxes {
  const result = {
    count: to,
    first: new Int32Array(to),
    last: new Int32Array(to),
    head: new Float64Array(to),
    tail: new Float64Array(to),
    inner: to / from,
  };
  for (let i = 0; i < to; i++) {
    // the product before the division: no rounding error can move a boundary across a sample
    const start = (i * from) / to;
    const end = ((i + 1) * from) / to;
    const first = Math.floor(start);
    const last = Math.max(first, Math.ceil(end) - 1);
    result.first[i] = first;
    result.last[i] = last;
    result.head[i] = first === last ? 1 : (first + 1 - start) * result.inner;
    result.tail[i] = first === last ? 0 : (end - last) * result.inner;
  }
  return result;
}
