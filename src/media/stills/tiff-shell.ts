/** Samples as other formats hold them, for libvips to read as a TIFF. */
export interface TiffShell {
  readonly width: number;
  readonly height: number;
  readonly bits: 1 | 8 | 16;
  /** What the samples mean, alpha not counted. */
  readonly colours: 'black-is-one' | 'grey' | 'palette' | 'rgb' | 'cmyk' | 'lab';
  /** One more sample behind the colours: straight alpha. */
  readonly alpha: boolean;
  /** All of one colour, then all of the next; else pixel by pixel. */
  readonly planes: boolean;
  /** PackBits, row by row, with the bytes each row takes; undefined: not packed. */
  readonly packedRows?: readonly number[];
  /** 16-bit samples big-endian. */
  readonly data: Buffer;
  /** 256 reds, greens, blues. */
  readonly palette?: Buffer;
  readonly icc?: Buffer | undefined;
}

const PHOTOMETRIC = { 'black-is-one': 0, grey: 1, rgb: 2, palette: 3, cmyk: 5, lab: 9 } as const;
const SAMPLES = { 'black-is-one': 1, grey: 1, rgb: 3, palette: 1, cmyk: 4, lab: 3 } as const;

const SHORT = 3;
const LONG = 4;
const BYTES = 7;

/**
 * A TIFF 6.0 around samples that lie as they are, so that libvips does the rest: unpacking, profiles, CMYK and Lab, with its
 * own limits. Nothing is decoded here.
 */
export function tiffShell(shell: TiffShell): Buffer {
  const { width, height, data, packedRows } = shell;
  const samples = SAMPLES[shell.colours] + (shell.alpha ? 1 : 0);
  const planes = shell.planes ? samples : 1;
  const sizes = packedRows ?? Array.from({ length: planes }, () => Math.floor(data.length / planes));
  const entries: Array<readonly [tag: number, type: number, values: Buffer]> = [
    [256, LONG, longs([width])],
    [257, LONG, longs([height])],
    [258, SHORT, shorts(Array.from({ length: samples }, () => shell.bits))],
    [259, SHORT, shorts([packedRows === undefined ? 1 : 32_773])],
    [262, SHORT, shorts([PHOTOMETRIC[shell.colours]])],
    [273, LONG, longs(offsets(sizes))],
    [277, SHORT, shorts([samples])],
    [278, LONG, longs([packedRows === undefined ? height : 1])],
    [279, LONG, longs(sizes)],
    [284, SHORT, shorts([shell.planes ? 2 : 1])],
  ];
  if (shell.palette !== undefined) entries.push([320, SHORT, shorts([...shell.palette].map((value) => value * 257))]);
  if (shell.alpha) entries.push([338, SHORT, shorts([2])]);
  if (shell.icc !== undefined) entries.push([34_675, BYTES, shell.icc]);
  const at = 8 + data.length + (data.length % 2);
  const head = Buffer.from('MM\0*\0\0\0\0', 'latin1');
  head.writeUInt32BE(at, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2), directory(entries, at)]);
}

function shorts(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => bytes.writeUInt16BE(value, i * 2));
  return bytes;
}

function longs(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32BE(value, i * 4));
  return bytes;
}

function offsets(sizes: readonly number[]): number[] {
  let at = 8;
  return sizes.map((size) => {
    const start = at;
    at += size;
    return start;
  });
}

/** The directory and behind it the values that do not fit into their entries; `at` is where it will lie. */
function directory(entries: ReadonlyArray<readonly [number, number, Buffer]>, at: number): Buffer {
  const table = Buffer.alloc(2 + entries.length * 12 + 4);
  const parts: Buffer[] = [table];
  let next = at + table.length;
  table.writeUInt16BE(entries.length, 0);
  entries.forEach(([tag, type, values], i) => {
    const entry = 2 + i * 12;
    table.writeUInt16BE(tag, entry);
    table.writeUInt16BE(type, entry + 2);
    table.writeUInt32BE(values.length / (type === SHORT ? 2 : type === LONG ? 4 : 1), entry + 4);
    if (values.length <= 4) values.copy(table, entry + 8);
    else {
      table.writeUInt32BE(next, entry + 8);
      const padded = values.length % 2 === 0 ? values : Buffer.concat([values, Buffer.alloc(1)]);
      parts.push(padded);
      next += padded.length;
    }
  });
  return Buffer.concat(parts);
}
