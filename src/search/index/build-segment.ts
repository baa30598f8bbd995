import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import { changeAt, type ChangeRow } from '../../catalog/change-queries.ts';
import { ChangeReader } from '../../catalog/change-reader.ts';
import { assetExtent, catalogIdentity, indexRowsAfter, linksAfter, schemaVersion } from '../../catalog/index-queries.ts';
import { crashPoint } from '../../core/crash-point.ts';
import { setBit, wordsFor } from './bits.ts';
import { ORDERED } from './order.ts';
import { type Column, INDEXED_FACTS, newColumn } from './part.ts';
import { isDense } from './segment.ts';
import { type SegmentFacts, SegmentWriter } from './segment-file.ts';
import { sortPlaces } from './sort-places.ts';

const ROWS = 5_000;
const LINKS = 50_000;
const NOWHERE = 0xffffffff;

export interface BuildProgress {
  readonly phase: 'assets' | 'orders' | 'tags';
  /** 0 … 1 of the whole. */
  readonly share: number;
}

/**
 * Writes a new segment beside the old one and swaps their names. Memory is that of the columns (some 130 bytes an asset) and of one
 * tag: links are streamed through. The state it is as of is asked for first; what changes meanwhile is in the feed after it.
 */
export async function buildSegment(
  catalog: Catalog,
  paths: { readonly path: string; readonly temp: string },
  now: number,
  onProgress: (progress: BuildProgress) => void = () => {},
): Promise<SegmentFacts> {
  await mkdir(dirname(paths.path), { recursive: true });
  const feed = new ChangeReader(catalog);
  await feed.skipToEnd();
  const baseSeq = feed.settled;
  const made = { catalog: await catalogIdentity(catalog, now), schema: await schemaVersion(catalog), baseSeq };
  const baseChange = changeMark(await changeAt(catalog, baseSeq));
  const writer = await SegmentWriter.create(paths.path, paths.temp);
  try {
    const { count, highest, links: expected } = await assetExtent(catalog);
    const { ids, formats, columns } = await writeAssets(catalog, writer, (done) => onProgress({ phase: 'assets', share: (0.3 * done) / Math.max(1, count) }));
    crashPoint('index:assets');
    for (const [index, fact] of ORDERED.entries()) {
      onProgress({ phase: 'orders', share: 0.3 + (0.1 * index) / ORDERED.length });
      if (fact !== 'name') await writer.write(`order.${fact}`, sortPlaces(columns.get(fact)!.subarray(0, ids.length)));
    }
    columns.clear();
    const links = await writeLinks(catalog, writer, ids, highest, (done) =>
      onProgress({ phase: 'tags', share: 0.4 + (0.6 * done) / Math.max(done, expected, 1) }),
    );
    crashPoint('index:tags');
    const facts = { ...made, baseChange, madeAt: now, assets: ids.length, links, formats };
    await writer.finish(facts);
    return facts;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** What tells a change from another one with the same sequence. */
export function changeMark(change: ChangeRow | undefined): string {
  return change === undefined ? '' : `${change.kind} ${change.asset_id ?? ''} ${change.at}`;
}

/** A typed array that grows. */
function grown<T extends Column | Uint32Array<ArrayBuffer>>(values: T, make: (size: number) => T): T {
  const more = make(Math.max(1024, values.length * 2));
  more.set(values);
  return more;
}

async function writeAssets(catalog: Catalog, writer: SegmentWriter, onDone: (done: number) => void) {
  let ids = new Uint32Array(1024);
  let shown = new Uint32Array(wordsFor(1024));
  const formats: string[] = [];
  const columns = new Map<(typeof INDEXED_FACTS)[number] | 'format', Column>(
    [...INDEXED_FACTS, 'format' as const].map((name) => [name, newColumn(name, 1024)]),
  );
  const names = new Names();
  let size = 0;
  for (let after = 0; ; ) {
    const rows = await indexRowsAfter(catalog, INDEXED_FACTS, after, ROWS);
    if (rows.length === 0) break;
    while (size + rows.length > ids.length) {
      ids = grown(ids, (length) => new Uint32Array(length));
      shown = grown(shown, () => new Uint32Array(wordsFor(ids.length)));
      for (const [name, column] of columns)
        columns.set(
          name,
          grown(column, () => newColumn(name, ids.length)),
        );
    }
    for (const row of rows) {
      ids[size] = row.id;
      if (row.shown === 1) setBit(shown, size);
      for (const fact of INDEXED_FACTS) columns.get(fact)![size] = row[fact] ?? Number.NaN;
      let format = formats.indexOf(row.format);
      if (format < 0) format = formats.push(row.format) - 1;
      columns.get('format')![size] = format;
      names.add(row.name);
      size += 1;
    }
    after = rows.at(-1)!.id;
    onDone(size);
  }
  ids = ids.subarray(0, size);
  await writer.write('ids', ids);
  await writer.write('shown', shown.subarray(0, wordsFor(size)));
  for (const [name, column] of columns) await writer.write(`column.${name}`, column.subarray(0, size));
  await names.write(writer);
  return { ids, formats, columns };
}

/** Names one after the other, and where each begins. */
class Names {
  #text = Buffer.allocUnsafe(64 * 1024);
  #starts = new Uint32Array(1024);
  #used = 0;
  #count = 0;

  add(name: string): void {
    const length = Buffer.byteLength(name);
    if (this.#used + length > this.#text.length) this.#text = Buffer.concat([this.#text], Math.max(this.#text.length * 2, this.#used + length));
    if (this.#count + 2 > this.#starts.length) this.#starts = grown(this.#starts, (size) => new Uint32Array(size));
    this.#text.write(name, this.#used);
    this.#used += length;
    this.#count += 1;
    this.#starts[this.#count] = this.#used;
  }

  async write(writer: SegmentWriter): Promise<void> {
    const [text, starts] = [this.#text, this.#starts];
    const order = new Uint32Array(this.#count).map((_, place) => place);
    order.sort((a, b) => text.compare(text, starts[b]!, starts[b + 1]!, starts[a]!, starts[a + 1]!) || a - b);
    await writer.write('names', new Uint8Array(text.buffer as ArrayBuffer, text.byteOffset, this.#used));
    await writer.write('nameStarts', starts.subarray(0, this.#count + 1));
    await writer.write('order.name', order);
  }
}

async function writeLinks(
  catalog: Catalog,
  writer: SegmentWriter,
  ids: Uint32Array<ArrayBuffer>,
  highest: number,
  onDone: (links: number) => void,
): Promise<number> {
  const placeOf = new Uint32Array(Math.max(highest, ids.at(-1) ?? 0) + 1).fill(NOWHERE);
  for (let place = 0; place < ids.length; place += 1) placeOf[ids[place]!] = place;
  const tags = new TagTable();
  let places = new Uint32Array(1024);
  let [links, count, tag, lastTag] = [0, 0, 0, 0];
  const flush = async (): Promise<void> => {
    if (count === 0) return;
    await writer.append(tags.add(tag, places.subarray(0, count), ids.length));
    links += count;
    count = 0;
  };
  await writer.begin('postings', 'u32');
  for (let lastAsset = 0; ; ) {
    const runs = await linksAfter(catalog, lastTag, lastAsset, LINKS);
    for (const run of runs) {
      if (run.tag_id !== tag) {
        await flush();
        tag = run.tag_id;
      }
      while (count + run.links > places.length) places = grown(places, (size) => new Uint32Array(size));
      for (const id of run.asset_ids.split(',')) {
        const place = placeOf[Number(id)] ?? NOWHERE;
        // An asset that came after the others were read: the feed tells of it.
        if (place !== NOWHERE) places[count++] = place;
      }
    }
    const last = runs.at(-1);
    if (!last) break;
    [lastTag, lastAsset] = [last.tag_id, last.last];
    onDone(links + count);
  }
  await flush();
  await writer.end();
  await tags.write(writer);
  return links;
}

class TagTable {
  #ids = new Uint32Array(1024);
  #counts = new Uint32Array(1024);
  #starts = new Uint32Array(1024);
  #size = 0;
  #next = 0;

  /** The posting as it is written: a list or bits. */
  add(tag: number, places: Uint32Array<ArrayBuffer>, assets: number): Uint32Array<ArrayBuffer> {
    if (this.#size === this.#ids.length) {
      this.#ids = grown(this.#ids, (size) => new Uint32Array(size));
      this.#counts = grown(this.#counts, (size) => new Uint32Array(size));
      this.#starts = grown(this.#starts, (size) => new Uint32Array(size));
    }
    this.#ids[this.#size] = tag;
    this.#counts[this.#size] = places.length;
    this.#starts[this.#size] = this.#next;
    this.#size += 1;
    let posting = places;
    if (isDense(places.length, assets)) {
      posting = new Uint32Array(wordsFor(assets));
      for (const place of places) setBit(posting, place);
    } else posting.sort();
    this.#next += posting.length;
    return posting;
  }

  async write(writer: SegmentWriter): Promise<void> {
    await writer.write('tagIds', this.#ids.subarray(0, this.#size));
    await writer.write('tagCounts', this.#counts.subarray(0, this.#size));
    await writer.write('tagStarts', this.#starts.subarray(0, this.#size));
  }
}
