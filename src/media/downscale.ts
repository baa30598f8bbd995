import { boxes, type Boxes } from './boxes.ts';
import type { Pixels } from './pixels.ts';

/** Premultiplied red, green, blue and alpha, 0…255, four numbers a pixel, row by row. */
export interface Tile {
  readonly data: Float64Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Area average to exactly `width` × `height`, whatever the shape was. Exact fractional boxes, so that a picture and its
 * mirror image give mirrored tiles, and one smaller than the tile is stretched. 0.2 ms from 320 × 240 px: rows are added
 * first, because that is the only loop over every sample and has no branches.
 */
export function downscale(pixels: Pixels, width: number, height: number, into = tileData(width, height)): Tile {
  const addRow = pixels.channels === 3 ? addOpaqueRow : addPremultipliedRow;
  return average(pixels.data, addRow, pixels, pixels.channels, { data: into, width, height });
}

/** A tile scaled once more. */
export function downscaleTile(tile: Tile, width: number, height: number, into = tileData(width, height)): Tile {
  return average(tile.data, addTileRow, tile, 4, { data: into, width, height });
}

/** Room for the samples of a tile: who makes many of one size hands the same in again. */
export function tileData(width: number, height: number): Float64Array {
  return new Float64Array(width * height * 4);
}

type AddRow<Source> = (row: Float64Array, source: Source, from: number, weight: number) => void;

function average<Source>(source: Source, addRow: AddRow<Source>, size: { readonly width: number; readonly height: number }, channels: 3 | 4, tile: Tile): Tile {
  const { data, width, height } = tile;
  const samples = size.width * channels;
  const row = new Float64Array(samples);
  const columns = boxes(size.width, width);
  const lines = boxes(size.height, height);
  for (let y = 0; y < height; y++) {
    const first = lines.first[y]!;
    const last = lines.last[y]!;
    row.fill(0);
    addRow(row, source, first * samples, lines.head[y]!);
    for (let line = first + 1; line < last; line++) addRow(row, source, line * samples, lines.inner);
    if (last > first) addRow(row, source, last * samples, lines.tail[y]!);
    shrinkRow(row, channels, columns, data, y * width * 4);
  }
  return tile;
}

/** One row, already averaged over its lines, to one row of the tile. */
function shrinkRow(row: Float64Array, channels: 3 | 4, columns: Boxes, into: Float64Array, start: number): void {
  const { first, last, head, tail, inner } = columns;
  for (let i = 0, to = start; i < columns.count; i++, to += 4) {
    const begin = first[i]! * channels;
    const end = last[i]! * channels;
    for (let c = 0; c < channels; c++) {
      let between = 0;
      for (let from = begin + channels + c; from < end; from += channels) between += row[from]!;
      into[to + c] = row[begin + c]! * head[i]! + between * inner + row[end + c]! * tail[i]!;
    }
    if (channels === 3) into[to + 3] = 255;
  }
}

function addOpaqueRow(row: Float64Array, source: Buffer, from: number, weight: number): void {
  for (let i = 0; i < row.length; i++) row[i]! += source[from + i]! * weight;
}

function addPremultipliedRow(row: Float64Array, source: Buffer, from: number, weight: number): void {
  for (let i = 0; i < row.length; i += 4) {
    const alpha = source[from + i + 3]! * weight;
    const opacity = alpha / 255;
    row[i]! += source[from + i]! * opacity;
    row[i + 1]! += source[from + i + 1]! * opacity;
    row[i + 2]! += source[from + i + 2]! * opacity;
    row[i + 3]! += alpha;
  }
}

function addTileRow(row: Float64Array, source: Float64Array, from: number, weight: number): void {
  for (let i = 0; i < row.length; i++) row[i]! += source[from + i]! * weight;
}
