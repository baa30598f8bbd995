/** The same numbers every time. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** 0 … 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
}

/** Which asset bears which tags, both counted from 0; tags in the order of their frequency. */
export interface DrawnTags {
  readonly links: number;
  /** Tags of asset i: tags[starts[i]] … tags[starts[i + 1] − 1], ascending. */
  readonly tags: Uint32Array;
  readonly starts: Uint32Array;
  /** How many assets bear a tag. */
  readonly counts: Uint32Array;
  byTag(): { readonly postings: Uint32Array; readonly postingStarts: Uint32Array };
}

/** On half of all assets at first, on fewer and fewer then: what is on nearly every picture of a booru (1girl, solo, long_hair …). */
const COMMON = 40;
const TOPIC_TAGS = 60;

/** Some 30 tags an asset: common ones, those of its topic (they occur together), and the long tail after Zipf. */
export function drawTags(assets: number, tags: number): DrawnTags {
  const random = new Random(42);
  const zipf = zipfDrawer(tags, random);
  const topics = Array.from({ length: Math.max(20, Math.floor(tags / 50)) }, () =>
    Array.from({ length: TOPIC_TAGS }, () => Math.min(tags - 1, Math.floor(Math.exp(Math.log(COMMON) + random.next() * Math.log(tags / COMMON))))),
  );
  const starts = new Uint32Array(assets + 1);
  const counts = new Uint32Array(tags);
  let drawn = new Uint32Array(assets * 32);
  let links = 0;
  for (let asset = 0; asset < assets; asset += 1) {
    const own = new Set<number>();
    for (let tag = 0; tag < COMMON; tag += 1) if (random.next() < 0.65 / (1 + tag / 7)) own.add(tag);
    const topic = topics[Math.floor(random.next() ** 3 * topics.length)]!;
    const wanted = own.size + 8 + Math.floor(random.next() * 24);
    for (let guard = 0; own.size < wanted && guard < wanted * 8; guard += 1)
      own.add(random.next() < 0.22 ? topic[Math.floor(random.next() ** 2 * TOPIC_TAGS)]! : zipf());
    if (links + own.size > drawn.length) {
      const more = new Uint32Array(drawn.length * 1.25);
      more.set(drawn);
      drawn = more;
    }
    for (const tag of Uint32Array.from(own).sort()) {
      drawn[links++] = tag;
      counts[tag]! += 1;
    }
    starts[asset + 1] = links;
  }
  const byTag = () => {
    const postingStarts = new Uint32Array(tags + 1);
    for (let tag = 0; tag < tags; tag += 1) postingStarts[tag + 1] = postingStarts[tag]! + counts[tag]!;
    const next = postingStarts.slice();
    const postings = new Uint32Array(links);
    for (let asset = 0; asset < assets; asset += 1) for (let at = starts[asset]!; at < starts[asset + 1]!; at += 1) postings[next[drawn[at]!]!++] = asset;
    return { postings, postingStarts };
  };
  return { links, tags: drawn.subarray(0, links), starts, counts, byTag };
}

/** Rank r with a weight of 1 / (r + 6)^1.02, by the inverse of the sum of weights. */
function zipfDrawer(tags: number, random: Random): () => number {
  const sums = new Float64Array(tags);
  let sum = 0;
  for (let rank = 0; rank < tags; rank += 1) {
    if (rank >= COMMON) sum += 1 / (rank + 6) ** 1.02;
    sums[rank] = sum;
  }
  return () => {
    const wanted = random.next() * sum;
    let [low, high] = [0, tags - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
