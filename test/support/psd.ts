export interface PsdOptions {
  readonly width: number;
  readonly height: number;
  readonly bits?: 8 | 16;
  /** 1 grey, 3 RGB, 4 CMYK. */
  readonly mode?: 1 | 3 | 4;
  /** One colour for all pixels, as stored, one value a channel; a further one is transparency. */
  readonly colour: readonly number[];
  readonly alpha?: boolean;
  readonly packed?: boolean;
  readonly large?: boolean;
}

/** A Photoshop file of one colour, with a layer section that has nothing in it but its count. */
export function psd({ width, height, bits = 8, mode = 3, colour, alpha = false, packed = true, large = false }: PsdOptions): Buffer {
  const head = Buffer.alloc(26);
  head.write('8BPS', 0, 'latin1');
  head.writeUInt16BE(large ? 2 : 1, 4);
  head.writeUInt16BE(colour.length, 12);
  head.writeUInt32BE(height, 14);
  head.writeUInt32BE(width, 18);
  head.writeUInt16BE(bits, 22);
  head.writeUInt16BE(mode, 24);
  const size = (value: number): Buffer => {
    const bytes = Buffer.alloc(large ? 8 : 4);
    bytes.writeUInt32BE(value, bytes.length - 4);
    return bytes;
  };
  const count = Buffer.alloc(6);
  count.writeInt16BE(alpha ? -1 : 1);
  const layers = Buffer.concat([size(count.length), count]);
  const samples = Math.ceil((width * bits) / 8);
  const row = (value: number): Buffer => (packed ? packedRow(value, samples) : Buffer.alloc(samples, value));
  const rows = colour.flatMap((value) => Array.from({ length: height }, () => row(value)));
  const counts = rows.map((bytes) => {
    const each = Buffer.alloc(large ? 4 : 2);
    each.writeUIntBE(bytes.length, 0, each.length);
    return each;
  });
  return Buffer.concat([
    head,
    Buffer.alloc(4),
    Buffer.alloc(4),
    size(layers.length),
    layers,
    Buffer.from([0, packed ? 1 : 0]),
    ...(packed ? counts : []),
    ...rows,
  ]);
}

/** PackBits: runs of at most 128, the last byte as a literal so that both kinds are there. */
function packedRow(value: number, length: number): Buffer {
  const bytes: number[] = [];
  for (let left = length - 1; left > 0; left -= 128) bytes.push(...(left === 1 ? [0, value] : [257 - Math.min(left, 128), value]));
  return Buffer.from([...bytes, 0, value]);
}
