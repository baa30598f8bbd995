import type { DominantColor } from '../domain/asset.ts';
import type { Tile } from './downscale.ts';

/**
 * One to five colours that stand for the picture on white paper, the largest share first; shares add up to at most 1.
 * k-means from the fullest cells of a 4-bit histogram: the same pixels always give the same colours. 0.2 ms at 32 × 32.
 */
export function dominantColors(tile: Tile): DominantColor[] {
  const points = onWhite(tile);
  const count = points.length / 3;
  let clusters = seeds(points);
  for (let round = 0; round < ROUNDS; round++) clusters = assign(points, clusters);
  return merge(clusters)
    .sort((a, b) => b.count - a.count)
    .filter((cluster, i) => i === 0 || cluster.count / count >= SMALLEST_SHARE)
    .map(({ mean, count: size }) => ({ hex: toHex(mean), share: Math.round((size / count) * 1000) / 1000 }));
}

const COLOURS = 5;
const ROUNDS = 4;
const SMALLEST_SHARE = 0.01;
/** Squared RGB distance under which two colours look the same in a palette: 24 steps of 255. */
const SAME = 24 * 24;

type Rgb = readonly [number, number, number];
interface Cluster {
  readonly mean: Rgb;
  readonly count: number;
}

function onWhite({ data }: Tile): Float32Array {
  const points = new Float32Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    const paper = 255 - data[from + 3]!;
    points[to] = data[from]! + paper;
    points[to + 1] = data[from + 1]! + paper;
    points[to + 2] = data[from + 2]! + paper;
  }
  return points;
}

/** Means of the fullest histogram cells that are not too near to one already taken. */
function seeds(points: Float32Array): Cluster[] {
  const cells = new Map<number, { red: number; green: number; blue: number; count: number }>();
  for (let i = 0; i < points.length; i += 3) {
    const [red, green, blue] = [points[i]!, points[i + 1]!, points[i + 2]!];
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
    const cell = cells.get(key);
    if (cell === undefined) {
      cells.set(key, { red, green, blue, count: 1 });
    } else {
      cell.red += red;
      cell.green += green;
      cell.blue += blue;
      cell.count += 1;
    }
  }
  const taken: Cluster[] = [];
  for (const { red, green, blue, count } of [...cells.values()].sort((a, b) => b.count - a.count)) {
    const mean: Rgb = [red / count, green / count, blue / count];
    if (taken.every((other) => distance(other.mean, mean) > 4 * SAME)) taken.push({ mean, count });
    if (taken.length === COLOURS) break;
  }
  return taken;
}

function assign(points: Float32Array, clusters: Cluster[]): Cluster[] {
  const sums = new Float64Array(clusters.length * 4);
  for (let i = 0; i < points.length; i += 3) {
    const [red, green, blue] = [points[i]!, points[i + 1]!, points[i + 2]!];
    let nearest = 0;
    let least = Infinity;
    for (let c = 0; c < clusters.length; c++) {
      const mean = clusters[c]!.mean;
      const away = (red - mean[0]) ** 2 + (green - mean[1]) ** 2 + (blue - mean[2]) ** 2;
      if (away < least) {
        least = away;
        nearest = c;
      }
    }
    const at = nearest * 4;
    sums[at]! += red;
    sums[at + 1]! += green;
    sums[at + 2]! += blue;
    sums[at + 3]! += 1;
  }
  return clusters
    .map(({ mean }, c) => {
      const [red, green, blue, count] = sums.subarray(c * 4, c * 4 + 4) as unknown as [number, number, number, number];
      return count === 0 ? { mean, count } : { mean: [red / count, green / count, blue / count] as const, count };
    })
    .filter(({ count }) => count > 0);
}

function merge(clusters: Cluster[]): Cluster[] {
  const merged: Cluster[] = [];
  for (const cluster of clusters) {
    const near = merged.findIndex((other) => distance(other.mean, cluster.mean) <= SAME);
    if (near === -1) {
      merged.push(cluster);
      continue;
    }
    const other = merged[near]!;
    const count = other.count + cluster.count;
    const mix = (i: 0 | 1 | 2): number => (other.mean[i] * other.count + cluster.mean[i] * cluster.count) / count;
    merged[near] = { mean: [mix(0), mix(1), mix(2)], count };
  }
  return merged;
}

function distance(a: Rgb, b: Rgb): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

function toHex(rgb: Rgb): string {
  return `#${rgb
    .map((value) =>
      Math.min(255, Math.max(0, Math.round(value)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
