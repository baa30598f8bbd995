import sharp from 'sharp';
import type { MediaFormat } from '../../domain/format.ts';
import { decode } from '../decode.ts';
import { readHeader } from '../header.ts';
import { PREVIEW_SIDE, type MediaLimits } from '../limits.ts';
import type { MediaInput } from '../media-input.ts';
import { exiftool } from '../tools/exiftool.ts';
import { scratchFile, withScratch } from '../tools/scratch.ts';
import { decodeApart } from './decode-apart.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { apartPicture, type Picture } from './picture.ts';
import { assertPixels } from './pixel-limit.ts';

/**
 * A camera RAW: the JPEG the camera put into it when its long side is 1,440 px or more, found by exiftool (10–14 ms); else, or
 * without exiftool, LibRaw in a process of its own. One of the two, never both. Throws AppError, or what libvips said.
 */
export async function rawPicture(input: MediaInput, format: MediaFormat, limits: MediaLimits): Promise<Picture> {
  const found = await embedded(input, format);
  if (found === undefined) return oneAtATime(async () => apartPicture(await decodeApart(input, format, limits)));
  const { jpeg, width, height, orientation, turn } = found;
  assertPixels(width, height, limits);
  const header = await readHeader(jpeg, limits);
  const pixels = await decode(jpeg, header, limits, { orientation: turn });
  const swapped = orientation >= 5;
  return { header: { ...header, orientation, width: swapped ? height : width, height: swapped ? width : height }, pixels };
}

interface Embedded {
  readonly jpeg: Buffer;
  /** Of the RAW, before orientation. */
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  /** How the JPEG has to be turned: some cameras put it in upright. */
  readonly turn: number;
}

/** Where cameras put their previews, the best first. */
const PREVIEWS = ['JpgFromRaw', 'PreviewImage', 'OtherImage'] as const;

async function embedded(input: MediaInput, format: MediaFormat): Promise<Embedded | undefined> {
  // exiftool reads its arguments line by line: a line break in a path would begin the next one
  const nameless = !Buffer.isBuffer(input) && /[\r\n]/.test(input.path);
  const tool = nameless ? undefined : await exiftool();
  if (tool === undefined) return undefined;
  return withScratch(async (folder) => {
    const file = await scratchFile(folder, input, format);
    const readArgs = ['-fast', '-n', '-ImageSize', '-Orientation', ...PREVIEWS.map((tag) => `-${tag}`)];
    const tags = (await tool.readRaw(file, { readArgs }).catch(() => ({}))) as Readonly<Record<string, unknown>>;
    const [width = 0, height = 0] = String(tags['ImageSize']).split(/[ x]/).map(Number);
    const orientation = [1, 2, 3, 4, 5, 6, 7, 8].find((known) => known === tags['Orientation']) ?? 1;
    for (const tag of PREVIEWS) {
      if (tags[tag] === undefined) continue;
      const jpeg = await tool.extractBinaryTagToBuffer(tag, file).catch(() => undefined);
      const shown =
        jpeg &&
        (await sharp(jpeg)
          .metadata()
          .catch(() => undefined));
      if (jpeg === undefined || shown?.format !== 'jpeg' || Math.max(shown.width, shown.height) < PREVIEW_SIDE) continue;
      const upright = orientation >= 5 && shown.width > shown.height !== width > height;
      const size = width > 0 && height > 0 ? { width, height } : { width: shown.width, height: shown.height };
      return { jpeg, ...size, orientation, turn: upright ? 1 : orientation };
    }
    return undefined;
  });
}
