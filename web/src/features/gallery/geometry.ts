import type { AssetSummary, GalleryGeometry } from '../../api/types.ts';

/** The shape of the whole library, newest first: enough to lay out every tile without knowing anything else about it. */
export type Geometry = Pick<GalleryGeometry, 'ids' | 'ratios' | 'months'>;

export const EMPTY_GEOMETRY: Geometry = { ids: [], ratios: [], months: [] };

/** `YYYY-MM`; the server groups by the same UTC reading of `sortAt`. */
export function monthOf(sortAt: string): string {
  return new Date(sortAt).toISOString().slice(0, 7);
}

/** Negative when `a` stands before `b`: newer first, then the higher id. */
export function compareOrder(a: Pick<AssetSummary, 'id' | 'sortAt'>, b: Pick<AssetSummary, 'id' | 'sortAt'>): number {
  return Date.parse(b.sortAt) - Date.parse(a.sortAt) || b.id - a.id;
}

/** Geometry of assets already in order, as a search answers them. Without months it is one run that has no label. */
export function geometryOf(assets: readonly AssetSummary[], byMonth = true): Geometry {
  const months: { month: string; count: number }[] = [];
  for (const asset of assets) {
    const month = byMonth ? monthOf(asset.sortAt) : '';
    const last = months.at(-1);
    if (last?.month === month) last.count += 1;
    else months.push({ month, count: 1 });
  }
  return { ids: assets.map((asset) => asset.id), ratios: assets.map(ratioOf), months };
}

export function ratioOf(asset: Pick<AssetSummary, 'width' | 'height'>): number {
  // A file without a picture is shown as a square card.
  return asset.height === 0 ? 100 : Math.max(1, Math.round((asset.width / asset.height) * 100));
}

/** A copy with `assets` put in before the item at each `index` of the old order. Indexes ascend; each lies inside or beside its month. */
export function insertAt(geometry: Geometry, entries: readonly { index: number; asset: AssetSummary }[]): Geometry {
  const ids: number[] = [];
  const ratios: number[] = [];
  let from = 0;
  for (const { index, asset } of entries) {
    for (; from < index; from++) {
      ids.push(geometry.ids[from] as number);
      ratios.push(geometry.ratios[from] as number);
    }
    ids.push(asset.id);
    ratios.push(ratioOf(asset));
  }
  for (; from < geometry.ids.length; from++) {
    ids.push(geometry.ids[from] as number);
    ratios.push(geometry.ratios[from] as number);
  }
  const months = geometry.months.map((run) => ({ ...run }));
  for (const { asset } of entries) addToMonth(months, monthOf(asset.sortAt));
  return { ids, ratios, months };
}

function addToMonth(months: { month: string; count: number }[], month: string): void {
  const at = months.findIndex((run) => run.month <= month);
  const found = at === -1 ? undefined : months[at];
  if (found?.month === month) found.count += 1;
  else months.splice(at === -1 ? months.length : at, 0, { month, count: 1 });
}

export function removeIds(geometry: Geometry, gone: ReadonlySet<number>): Geometry {
  const ids: number[] = [];
  const ratios: number[] = [];
  const months: { month: string; count: number }[] = [];
  let index = 0;
  for (const run of geometry.months) {
    let count = 0;
    for (let end = index + run.count; index < end; index++) {
      const id = geometry.ids[index] as number;
      if (gone.has(id)) continue;
      ids.push(id);
      ratios.push(geometry.ratios[index] as number);
      count += 1;
    }
    if (count > 0) months.push({ month: run.month, count });
  }
  return { ids, ratios, months };
}
