import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import { pidAlive } from '../../core/pid-alive.ts';
import { findIn, hasBit, placesOf } from './bits.ts';
import { buildSegment } from './build-segment.ts';
import { Generation } from './generation.ts';
import { refuseForeign } from './live-index.ts';
import { ORDERED } from './order.ts';
import { INDEXED_FACTS, type Part } from './part.ts';
import { indexPaths } from './paths.ts';
import { Segment } from './segment.ts';
import { SegmentFile, SegmentRefused } from './segment-file.ts';

export interface IndexReport {
  /** Why there was nothing to compare; null when there was. */
  readonly refused: string | null;
  readonly assets: number;
  readonly links: number;
  /** Changes that were followed since it was built. */
  readonly changed: number;
  /** Assets of which index and catalog say different things. */
  readonly different: readonly number[];
}

/** What changed between two looks at a library in use is looked at again so often. */
const LOOKS = 3;

/**
 * The index, with all changes since, against one that is built from the catalog now: every fact, name and tag of every asset. Twice
 * the memory of an index for as long as it takes.
 */
export async function verifyIndex(catalog: Catalog, dataDir: string, now: number): Promise<IndexReport> {
  const { path } = indexPaths(dataDir);
  const fresh = `${path}.verify-${process.pid}`;
  await removeLeftovers(dataDir);
  const opened: SegmentFile[] = [];
  const load = async (file: string): Promise<Generation> => {
    const segmentFile = await SegmentFile.open(file);
    opened.push(segmentFile);
    await refuseForeign(catalog, segmentFile, now);
    const segment = await Segment.load(segmentFile);
    await segment.need({ columns: [...INDEXED_FACTS, 'format'], orders: ORDERED });
    return new Generation(catalog, segment);
  };
  try {
    const kept = await load(path);
    await buildSegment(catalog, { path: fresh, temp: `${fresh}.temp` }, now);
    const truth = await load(fresh);
    let different: number[] | undefined;
    for (let look = 0; look < LOOKS && different?.length !== 0; look += 1) {
      await Promise.all([kept.catchUp(), truth.catchUp()]);
      const found = compare(kept, truth);
      different = different === undefined ? found : different.filter((id) => findIn(found, id) >= 0);
    }
    return { refused: null, assets: truth.segment.size, links: truth.segment.facts.links, changed: kept.delta.size, different: different ?? [] };
  } catch (error) {
    if (!(error instanceof SegmentRefused)) throw error;
    return { refused: error.message, assets: 0, links: 0, changed: 0, different: [] };
  } finally {
    for (const file of opened) await file.close();
    await rm(fresh, { force: true });
  }
}

/** What a check that was killed left: as large as the index. */
async function removeLeftovers(dataDir: string): Promise<void> {
  const { folder } = indexPaths(dataDir);
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = /\.verify-(\d+)/.exec(name)?.[1];
    if (pid !== undefined && !pidAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

/** Ids of assets that the two do not agree on, ascending. */
function compare(a: Generation, b: Generation): number[] {
  const different = new Set<number>();
  const ids = new Set([...idsIn(a), ...idsIn(b)]);
  for (const id of ids) {
    const [x, y] = [placeIn(a, id), placeIn(b, id)];
    if (x && y ? !sameFacts(x, y) : x !== y) different.add(id);
  }
  for (const tag of new Set([...a.segment.tags, ...b.segment.tags, ...a.delta.tags, ...b.delta.tags])) {
    const [x, y] = [bearersIn(a, tag), bearersIn(b, tag)];
    let [i, j] = [0, 0];
    while (i < x.length || j < y.length) {
      const [left, right] = [x[i] ?? Number.POSITIVE_INFINITY, y[j] ?? Number.POSITIVE_INFINITY];
      if (left !== right) different.add(Math.min(left, right));
      if (left <= right) i += 1;
      if (right <= left) j += 1;
    }
  }
  return [...different].sort((x, y) => x - y);
}

interface Place {
  readonly part: Part;
  readonly place: number;
}

function* idsIn({ segment, delta }: Generation): Generator<number> {
  yield* segment.ids;
  yield* delta.ids.subarray(0, delta.size);
}

function placeIn({ segment, delta }: Generation, id: number): Place | undefined {
  const changed = delta.placeOf(id);
  if (changed !== undefined) return changed < 0 ? undefined : { part: delta, place: changed };
  const place = findIn(segment.ids, id);
  return place < 0 ? undefined : { part: segment, place };
}

function sameFacts(a: Place, b: Place): boolean {
  return (
    hasBit(a.part.live, a.place) === hasBit(b.part.live, b.place) &&
    INDEXED_FACTS.every((fact) => Object.is(a.part.column(fact)[a.place], b.part.column(fact)[b.place])) &&
    a.part.formats[a.part.column('format')[a.place]!] === b.part.formats[b.part.column('format')[b.place]!] &&
    Buffer.compare(a.part.nameAt(a.place), b.part.nameAt(b.place)) === 0
  );
}

/** Ids of the assets that bear a tag, shown or not, ascending. */
function bearersIn({ segment, delta }: Generation, tag: number): Uint32Array {
  const bearers: number[] = [];
  const [old, newer] = [segment.posting(tag), delta.posting(tag)];
  const places = old && (old.list ?? placesOf(old.bits, old.count));
  for (let at = 0; at < (places?.length ?? 0); at += 1) {
    const id = segment.ids[places![at]!]!;
    if (delta.placeOf(id) === undefined) bearers.push(id);
  }
  for (let at = 0; at < (newer?.list?.length ?? 0); at += 1) {
    const place = newer!.list![at]!;
    if (delta.placeOf(delta.ids[place]!) === place) bearers.push(delta.ids[place]!);
  }
  return Uint32Array.from(bearers).sort();
}
