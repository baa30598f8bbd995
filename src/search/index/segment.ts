import { type Bits, clearBit, findIn, wordsFor } from './bits.ts';
import type { Ordered, Ordering } from './order.ts';
import type { Column, ColumnName, Part, Posting } from './part.ts';
import type { SegmentFacts, SegmentFile } from './segment-file.ts';

type Words = Uint32Array<ArrayBuffer>;

/** Read when a segment is opened; the rest when a search needs it: most columns and orders are never asked for. */
const CORE = ['ids', 'shown', 'tagIds', 'tagCounts', 'tagStarts', 'postings'] as const;
type Core = Record<(typeof CORE)[number], Words>;

/** What a question needs beyond the tags. */
export interface Needs {
  readonly columns: readonly ColumnName[];
  readonly orders: readonly Ordered[];
}

/** More assets than this with a tag: a bit for each asset is shorter than a list. */
export function isDense(count: number, assets: number): boolean {
  return count > assets / 32;
}

/** The tag index as it was built, in memory. Only `live` changes: what changed since is taken out of it. */
export class Segment implements Part {
  readonly ascending = true;
  readonly size: number;
  readonly live: Bits;
  readonly ids: Words;
  readonly formats: readonly string[];
  readonly facts: SegmentFacts;
  readonly #file: SegmentFile;
  readonly #core: Core;
  readonly #columns = new Map<ColumnName, Column>();
  readonly #orders = new Map<Ordered, Words>();
  readonly #loading = new Map<string, Promise<void>>();
  #names: { readonly text: Uint8Array<ArrayBuffer>; readonly starts: Words } | undefined;
  #ranks: Words | undefined;

  private constructor(file: SegmentFile, core: Core) {
    this.#file = file;
    this.#core = core;
    this.facts = file.facts;
    this.size = file.facts.assets;
    this.formats = file.facts.formats;
    this.ids = core.ids;
    this.live = core.shown;
  }

  /** Throws SegmentRefused. */
  static async load(file: SegmentFile, onProgress: (share: number) => void = () => {}): Promise<Segment> {
    const total = file.bytesOf(CORE);
    let done = 0;
    const core: Partial<Core> = {};
    for (const name of CORE)
      core[name] = (await file.read(name, (bytes) => {
        done += bytes;
        onProgress(done / total);
      })) as Words;
    return new Segment(file, core as Core);
  }

  /** Bytes in memory. */
  get bytes(): number {
    const arrays = [...Object.values(this.#core), ...this.#columns.values(), ...this.#orders.values()];
    if (this.#names) arrays.push(this.#names.starts, this.#names.text as never);
    if (this.#ranks) arrays.push(this.#ranks);
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  get tags(): Words {
    return this.#core.tagIds;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /** Reads what a question needs and is not here yet. Throws SegmentRefused. */
  async need({ columns, orders }: Needs): Promise<void> {
    for (const name of columns) await this.#once(`column.${name}`, async () => void this.#columns.set(name, (await this.#read(`column.${name}`)) as Column));
    for (const name of orders) {
      if (name !== 'name') await this.need({ columns: [name], orders: [] });
      else
        await this.#once('names', async () => {
          const [text, starts] = [await this.#read('names'), await this.#read('nameStarts')];
          this.#names = { text: text as Uint8Array<ArrayBuffer>, starts: starts as Words };
        });
      await this.#once(`order.${name}`, async () => void this.#orders.set(name, (await this.#read(`order.${name}`)) as Words));
    }
  }

  column(name: ColumnName): Column {
    return this.#columns.get(name)!;
  }

  posting(tag: number): Posting | undefined {
    const at = findIn(this.#core.tagIds, tag);
    if (at < 0) return undefined;
    const [count, start] = [this.#core.tagCounts[at]!, this.#core.tagStarts[at]!];
    return isDense(count, this.size)
      ? { count, bits: this.#core.postings.subarray(start, start + wordsFor(this.size)) }
      : { count, list: this.#core.postings.subarray(start, start + count) };
  }

  nameAt(place: number): Uint8Array {
    const { text, starts } = this.#names!;
    return text.subarray(starts[place], starts[place + 1]);
  }

  /** The asset at the n-th position of an order; what is not known comes last, whichever way. */
  walk({ by, descending }: Ordering): (at: number) => number {
    const last = this.size - 1;
    if (by === 'id' || by === 'random') return descending ? (at) => last - at : (at) => at;
    const places = this.#orders.get(by)!;
    if (!descending) return (at) => places[at]!;
    const known = by === 'name' ? this.size : knownIn(places, this.column(by));
    return (at) => places[at < known ? known - 1 - at : last - (at - known)]!;
  }

  /** Where each asset stands in the order of names. */
  nameRanks(): Words {
    if (this.#ranks) return this.#ranks;
    const [places, ranks] = [this.#orders.get('name')!, new Uint32Array(this.size)];
    for (let at = 0; at < places.length; at += 1) ranks[places[at]!] = at;
    this.#ranks = ranks;
    return ranks;
  }

  /** It changed since: the delta knows better. */
  replace(id: number): void {
    const place = findIn(this.ids, id);
    if (place >= 0) clearBit(this.live, place);
  }

  #read(name: string): Promise<unknown> {
    return this.#file.read(name);
  }

  async #once(name: string, load: () => Promise<void>): Promise<void> {
    let loading = this.#loading.get(name);
    if (!loading) {
      loading = load();
      this.#loading.set(name, loading);
      loading.catch(() => this.#loading.delete(name));
    }
    await loading;
  }
}

/** How many places of an ascending order are known; the others stand behind them. */
function knownIn(places: Words, values: Column): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (Number.isNaN(values[places[middle]!]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
