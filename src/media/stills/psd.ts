import { AppError } from '../../core/errors.ts';
import type { MediaLimits } from '../limits.ts';
import type { MediaInput } from '../media-input.ts';
import { type ByteSource, withByteSource } from './byte-source.ts';
import { assertPixels } from './pixel-limit.ts';
import { tiffShell, type TiffShell } from './tiff-shell.ts';

/**
 * The picture of all layers together, which Photoshop keeps at the end of a PSD or PSB, as a TIFF for libvips. Its rows are
 * packed as TIFF packs them, so nothing is unpacked here and the layers are not even read. Throws `decode-failed`,
 * `file-truncated`, `too-many-pixels`.
 */
export function psdAsTiff(input: MediaInput, limits: MediaLimits): Promise<Buffer> {
  return withByteSource(input, (source) => read(source, limits));
}

/** Bytes of the composite held in memory at most. */
const MAX_COMPOSITE = 1_000_000_000;

type Mode = { readonly colours: TiffShell['colours']; readonly samples: number };
const MODES: Readonly<Record<number, Mode>> = {
  0: { colours: 'black-is-one', samples: 1 },
  1: { colours: 'grey', samples: 1 },
  2: { colours: 'palette', samples: 1 },
  3: { colours: 'rgb', samples: 3 },
  4: { colours: 'cmyk', samples: 4 },
  // two inks are kept as one grey
  8: { colours: 'grey', samples: 1 },
  9: { colours: 'lab', samples: 3 },
};

async function read(source: ByteSource, limits: MediaLimits): Promise<Buffer> {
  const head = await whole(source, 0, 30);
  const large = head.readUInt16BE(4) === 2;
  const [channels, height, width, bits] = [head.readUInt16BE(12), head.readUInt32BE(14), head.readUInt32BE(18), head.readUInt16BE(22)];
  const mode = MODES[head.readUInt16BE(24)];
  assertPixels(width, height, limits);
  if (mode === undefined || (bits !== 1 && bits !== 8 && bits !== 16) || channels < mode.samples || channels > 56) {
    throw new AppError('decode-failed', { detail: `a Photoshop file of ${bits} bits, ${channels} channels and colour mode ${head.readUInt16BE(24)}` });
  }
  const colourData = head.readUInt32BE(26);
  const resourcesAt = 30 + colourData;
  const resources = (await whole(source, resourcesAt, 4)).readUInt32BE(0);
  const layersAt = resourcesAt + 4 + resources;
  const { end, alpha } = await layers(source, layersAt, large);
  const hasAlpha = alpha && channels > mode.samples && mode.colours !== 'palette' && bits !== 1;
  const shape = { width, height, bits, samples: mode.samples + (hasAlpha ? 1 : 0), inverted: mode.colours === 'cmyk' } as const;
  return tiffShell({
    width,
    height,
    bits,
    colours: mode.colours,
    alpha: hasAlpha,
    planes: true,
    ...(await composite(source, end, channels, shape, large)),
    ...(mode.colours === 'palette' ? { palette: await whole(source, 30, 768) } : {}),
    icc: await profile(source, resourcesAt + 4, layersAt),
  });
}

/** Where the layers end, and whether the first channel behind the colours is the transparency of the whole: a negative count. */
async function layers(source: ByteSource, at: number, large: boolean): Promise<{ end: number; alpha: boolean }> {
  const size = large ? 8 : 4;
  const head = await whole(source, at, size);
  const length = large ? Number(head.readBigUInt64BE(0)) : head.readUInt32BE(0);
  const count = length > size * 2 ? await whole(source, at + size * 2, 2) : undefined;
  return { end: at + size + length, alpha: (count?.readInt16BE(0) ?? 0) < 0 };
}

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly samples: number;
  readonly inverted: boolean;
}

/** The channels that matter. Ink is stored as what is left white, so CMYK is turned round. */
async function composite(source: ByteSource, at: number, channels: number, shape: Shape, large: boolean): Promise<{ data: Buffer; packedRows?: number[] }> {
  const compression = (await whole(source, at, 2)).readUInt16BE(0);
  const rows = shape.height * shape.samples;
  if (compression === 0) {
    const data = await whole(source, at + 2, Math.ceil((shape.width * shape.bits) / 8) * rows);
    return { data: shape.inverted ? Buffer.from(data.map((value) => value ^ 0xff)) : data };
  }
  if (compression !== 1) throw new AppError('decode-failed', { detail: `the picture in the Photoshop file is packed in the unknown way ${compression}` });
  const size = large ? 4 : 2;
  const counts = await whole(source, at + 2, shape.height * channels * size);
  const packedRows = Array.from({ length: rows }, (_, i) => (large ? counts.readUInt32BE(i * 4) : counts.readUInt16BE(i * 2)));
  const data = await whole(
    source,
    at + 2 + counts.length,
    packedRows.reduce((sum, bytes) => sum + bytes, 0),
  );
  return { data: shape.inverted ? invertPacked(data) : data, packedRows };
}

/** PackBits with every literal and repeated byte turned round. */
function invertPacked(packed: Buffer): Buffer {
  const bytes = Buffer.from(packed);
  for (let at = 0; at < bytes.length; ) {
    const count = bytes.readInt8(at);
    const literals = count >= 0 ? count + 1 : count === -128 ? 0 : 1;
    for (let i = at + 1; i <= at + literals && i < bytes.length; i++) bytes[i]! ^= 0xff;
    at += 1 + literals;
  }
  return bytes;
}

const ICC_RESOURCE = 1039;

/** The colour profile among the image resources: `8BIM`, number, padded name, length, padded data. */
async function profile(source: ByteSource, start: number, end: number): Promise<Buffer | undefined> {
  for (let at = start, seen = 0; at + 12 <= end && seen < 1000; seen++) {
    const head = await source.read(at, 7);
    if (head.length < 7 || head.toString('latin1', 0, 4) !== '8BIM') return undefined;
    const dataAt = at + 6 + evenly(head[6]! + 1);
    const length = (await whole(source, dataAt, 4)).readUInt32BE(0);
    if (head.readUInt16BE(4) === ICC_RESOURCE) return length > 128 && length < 10_000_000 ? whole(source, dataAt + 4, length) : undefined;
    at = dataAt + 4 + evenly(length);
  }
  return undefined;
}

function evenly(length: number): number {
  return length + (length % 2);
}

async function whole(source: ByteSource, at: number, length: number): Promise<Buffer> {
  if (length > MAX_COMPOSITE) throw new AppError('decode-failed', { detail: `the Photoshop file says it holds ${length} bytes in one piece` });
  const bytes = await source.read(at, length);
  if (bytes.length < length) throw new AppError('file-truncated', { detail: 'the Photoshop file ends before its picture does' });
  return bytes;
}
