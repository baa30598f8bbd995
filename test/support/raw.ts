type Value = readonly [tag: number, type: 'ascii' | 'byte' | 'short' | 'long' | 'rational' | 'srational', values: readonly number[] | string];

const SIZES = { ascii: 1, byte: 1, short: 2, long: 4, rational: 8, srational: 8 };
const TYPES = { byte: 1, ascii: 2, short: 3, long: 4, rational: 5, srational: 10 };

/** A little-endian TIFF of directories: `chain` follow each other, `sub` is what tag 330 of the first points to. Blobs lie behind. */
class TiffWriter {
  readonly #parts: Buffer[] = [Buffer.alloc(8)];
  #at = 8;

  put(bytes: Buffer): number {
    const padded = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
    this.#parts.push(padded);
    this.#at += padded.length;
    return this.#at - padded.length;
  }

  directory(values: readonly Value[]): number {
    const sorted = [...values].sort((a, b) => a[0] - b[0]);
    const table = Buffer.alloc(2 + sorted.length * 12 + 4);
    table.writeUInt16LE(sorted.length, 0);
    sorted.forEach(([tag, type, given], i) => {
      const data = encode(type, given);
      const at = 2 + i * 12;
      table.writeUInt16LE(tag, at);
      table.writeUInt16LE(TYPES[type], at + 2);
      table.writeUInt32LE(data.length / SIZES[type], at + 4);
      if (data.length <= 4) data.copy(table, at + 8);
      else table.writeUInt32LE(this.put(data), at + 8);
    });
    return this.put(table);
  }

  end(first: number): Buffer {
    const bytes = Buffer.concat(this.#parts);
    bytes.write('II*\0', 0, 'latin1');
    bytes.writeUInt32LE(first, 4);
    return bytes;
  }
}

function encode(type: Value[1], given: Value[2]): Buffer {
  if (typeof given === 'string') return Buffer.from(`${given}\0`, 'latin1');
  const bytes = Buffer.alloc(given.length * SIZES[type]);
  given.forEach((value, i) => {
    if (type === 'byte') bytes.writeUInt8(value, i);
    else if (type === 'short') bytes.writeUInt16LE(value, i * 2);
    else if (type === 'long') bytes.writeUInt32LE(value, i * 4);
    else {
      bytes.writeInt32LE(Math.round(value * 10_000), i * 8);
      bytes.writeInt32LE(10_000, i * 8 + 4);
    }
  });
  return bytes;
}

export interface RawOptions {
  readonly width: number;
  readonly height: number;
  /** A colour 0…1 for each place. */
  readonly colour: (x: number, y: number) => readonly [number, number, number];
  /** JPEG that lies in it as preview. */
  readonly preview?: { readonly bytes: Buffer; readonly width: number; readonly height: number };
  readonly orientation?: number;
  readonly make?: string;
  /** Without it the file is what NEF is: a TIFF whose first directory is a thumbnail. */
  readonly dng?: boolean;
  /** Bytes of nothing before all directories: the first of them then lies that far behind. */
  readonly padding?: number;
}

/** A camera RAW as small cameras write it: one mosaic of red, green, green, blue, 16 bits, not packed. */
export function rawFile({ width, height, colour, preview, orientation = 1, make = 'Magpie', dng = true, padding = 0 }: RawOptions): Buffer {
  const tiff = new TiffWriter();
  tiff.put(Buffer.alloc(padding));
  const mosaic = Buffer.alloc(width * height * 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = colour(x, y)[(y & 1) + (x & 1)]!;
      mosaic.writeUInt16LE(Math.round(value ** 2.2 * 60_000), (y * width + x) * 2);
    }
  }
  const sensor: Value[] = [
    [254, 'long', [0]],
    [256, 'long', [width]],
    [257, 'long', [height]],
    [258, 'short', [16]],
    [259, 'short', [1]],
    [262, 'short', [32_803]],
    [273, 'long', [tiff.put(mosaic)]],
    [277, 'short', [1]],
    [278, 'long', [height]],
    [279, 'long', [mosaic.length]],
    [33_421, 'short', [2, 2]],
    [33_422, 'byte', [0, 1, 1, 2]],
    [50_717, 'long', [60_000]],
  ];
  const camera: Value[] = [
    [271, 'ascii', make],
    [272, 'ascii', 'Test 1'],
    [274, 'short', [orientation]],
    [306, 'ascii', '2024:05:05 12:00:00'],
  ];
  const colours: Value[] = [
    [50_706, 'byte', [1, 4, 0, 0]],
    [50_707, 'byte', [1, 1, 0, 0]],
    [50_708, 'ascii', 'Magpie Test 1'],
    // XYZ to linear sRGB: the mosaic holds sRGB
    [50_721, 'srational', [3.2406, -1.5372, -0.4986, -0.9689, 1.8758, 0.0415, 0.0557, -0.204, 1.057]],
    [50_728, 'rational', [1, 1, 1]],
    [50_778, 'short', [21]],
  ];
  if (preview === undefined) return tiff.end(tiff.directory([...sensor, ...camera, ...(dng ? colours : [])]));
  const start = tiff.put(preview.bytes);
  const shown: Value[] = [
    [254, 'long', [1]],
    [256, 'long', [preview.width]],
    [257, 'long', [preview.height]],
    [258, 'short', [8, 8, 8]],
    [259, 'short', [7]],
    [262, 'short', [6]],
    [273, 'long', [start]],
    [277, 'short', [3]],
    [278, 'long', [preview.height]],
    [279, 'long', [preview.bytes.length]],
  ];
  const jpeg: Value[] = [
    [254, 'long', [1]],
    [259, 'short', [6]],
    [513, 'long', [start]],
    [514, 'long', [preview.bytes.length]],
  ];
  const subs = [tiff.directory(sensor), tiff.directory(dng ? shown : jpeg)];
  const thumbnail: Value[] = [
    [254, 'long', [1]],
    [256, 'long', [16]],
    [257, 'long', [12]],
    [258, 'short', [8, 8, 8]],
    [259, 'short', [1]],
    [262, 'short', [2]],
    [273, 'long', [tiff.put(Buffer.alloc(16 * 12 * 3, 128))]],
    [277, 'short', [3]],
    [278, 'long', [12]],
    [279, 'long', [16 * 12 * 3]],
    [330, 'long', dng ? subs : [subs[1]!, subs[0]!]],
  ];
  return tiff.end(tiff.directory([...thumbnail, ...camera, ...(dng ? colours : [])]));
}
