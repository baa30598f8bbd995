import type { Pixels } from './pixels.ts';

/** Premultiplied red, green, blue and alpha, 0…255, four floats a pixel, row by row. */
export interface Tile {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Area average to exactly `width` × `height`, whatever the shape was. Exact fractional boxes, so that a picture and its
 * mirror image give mirrored tiles, and one smaller than the tile is stretched. 0.3 ms from 320 × 240 px.
 */
export function downscale(pixels: Pixels, width: number, height: number): Tile {
  return shrinkRows(shrinkColumns(pixels, width), height);
}

/** A tile scaled once more. */
export function downscaleTile(tile: Tile, width: number, height: number): Tile {
  const columns = boxes(tile.width, width);
  const data = new Float32Array(width * tile.height * 4);
  for (let y = 0, to = 0; y < tile.height; y++) {
    for (const box of columns) {
      for (let x = box.first; x <= box.last; x++) {
        const share = x === box.first ? box.head : x === box.last ? box.tail : box.inner;
        const from = (y * tile.width + x) * 4;
        for (let c = 0; c < 4; c++) data[to + c]! += tile.data[from + c]! * share;
      }
      to += 4;
    }
  }
  return shrinkRows({ data, width, height: tile.height }, height);
}

function shrinkColumns({ data: source, width: sourceWidth, height, channels }: Pixels, width: number): Tile {
  const columns = boxes(sourceWidth, width);
  const data = new Float32Array(width * height * 4);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < width; i++) {
      const box = columns[i]!;
      let from = (y * sourceWidth + box.first) * channels;
      let red = 0;
      let green = 0;
      let blue = 0;
      let alpha = 0;
      for (let x = box.first; x <= box.last; x++, from += channels) {
        const share = x === box.first ? box.head : x === box.last ? box.tail : box.inner;
        if (channels === 3) {
          red += source[from]! * share;
          green += source[from + 1]! * share;
          blue += source[from + 2]! * share;
        } else {
          const opacity = source[from + 3]! * share;
          red += (source[from]! * opacity) / 255;
          green += (source[from + 1]! * opacity) / 255;
          blue += (source[from + 2]! * opacity) / 255;
          alpha += opacity;
        }
      }
      data[to] = red;
      data[to + 1] = green;
      data[to + 2] = blue;
      data[to + 3] = channels === 3 ? 255 : alpha;
      to += 4;
    }
  }
  return { data, width, height };
}

function shrinkRows({ data: source, width, height: sourceHeight }: Tile, height: number): Tile {
  const data = new Float32Array(width * height * 4);
  const row = width * 4;
  boxes(sourceHeight, height).forEach((box, y) => {
    const to = y * row;
    for (let line = box.first; line <= box.last; line++) {
      const share = line === box.first ? box.head : line === box.last ? box.tail : box.inner;
      const from = line * row;
      for (let i = 0; i < row; i++) data[to + i]! += source[from + i]! * share;
    }
  });
  return { data, width, height };
}

/** The source samples `first`…`last` one target sample covers, with the share of the first, the last and those between. */
interface Box {
  readonly first: number;
  readonly last: number;
  readonly head: number;
  readonly inner: number;
  readonly tail: number;
}

function boxes(from: number, to: number): Box[] {
  return Array.from({ length: to }, (_, i) => {
    const start = (i * from) / to;
    const end = ((i + 1) * from) / to;
    const first = Math.floor(start);
    const last = Math.max(first, Math.min(from, Math.ceil(end)) - 1);
    const inner = to / from;
    if (first === last) return { first, last, head: 1, inner, tail: 1 };
    return { first, last, head: (first + 1 - start) * inner, inner, tail: (end - last) * inner };
  });
}
