import type { AssetSummary } from '../../api/types.ts';
import { compareOrder, type Geometry, insertAt, monthOf } from './geometry.ts';

type Key = Pick<AssetSummary, 'id' | 'sortAt'>;
/** Looks up when assets are sorted; ids it cannot find are left out of the answer. */
export type KeyLookup = (ids: readonly number[]) => Promise<ReadonlyMap<number, Key>>;

interface Range {
  readonly asset: AssetSummary;
  low: number;
  high: number;
}

/** As many as one request of details may name. */
const PIVOTS = 200;

/**
 * Puts new assets at their exact place. The geometry holds no times, only months, so the place inside a month is found by
 * a search with 200 pivots a step: two requests settle a month of 40,000, and none are needed where `lookup` answers from memory.
 */
export async function placeAssets(geometry: Geometry, assets: readonly AssetSummary[], lookup: KeyLookup): Promise<Geometry> {
  const known = new Set(geometry.ids);
  const fresh = [...new Map(assets.filter((asset) => !known.has(asset.id)).map((asset) => [asset.id, asset])).values()];
  if (fresh.length === 0) return geometry;
  const ranges = fresh.map((asset) => monthRange(geometry, asset));
  // A month of n items needs log200(n) steps; the bound only guards against ids that never resolve.
  for (let step = 0; step < 6 && ranges.some(isOpen); step++) {
    const open = ranges.filter(isOpen);
    const positions = pivotsOf(open);
    const keys = await lookup(positions.map((position) => geometry.ids[position] as number));
    for (const range of open) narrow(range, positions, geometry, keys);
  }
  fresh.sort(compareOrder);
  const lowOf = new Map(ranges.map((range) => [range.asset.id, range.low]));
  let floor = 0;
  const entries = fresh.map((asset) => {
    floor = Math.max(floor, lowOf.get(asset.id) ?? 0);
    return { index: floor, asset };
  });
  return insertAt(geometry, entries);
}

function isOpen(range: Range): boolean {
  return range.low < range.high;
}

function monthRange(geometry: Geometry, asset: AssetSummary): Range {
  const month = monthOf(asset.sortAt);
  let low = 0;
  for (const run of geometry.months) {
    if (run.month === month) return { asset, low, high: low + run.count };
    if (run.month < month) break;
    low += run.count;
  }
  return { asset, low, high: low };
}

function pivotsOf(ranges: readonly Range[]): number[] {
  const each = Math.max(1, Math.floor(PIVOTS / ranges.length));
  const positions = new Set<number>();
  for (const { low, high } of ranges) {
    const count = Math.min(each, high - low);
    for (let k = 0; k < count && positions.size < PIVOTS; k++) {
      positions.add(low + Math.floor(((k + 0.5) * (high - low)) / count));
    }
  }
  return [...positions].sort((a, b) => a - b);
}

function narrow(range: Range, positions: readonly number[], geometry: Geometry, keys: ReadonlyMap<number, Key>): void {
  for (const position of positions) {
    const key = keys.get(geometry.ids[position] as number);
    if (!key || position < range.low || position >= range.high) continue;
    if (compareOrder(key, range.asset) < 0) range.low = position + 1;
    else range.high = position;
  }
}
