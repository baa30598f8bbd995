import { readFile } from 'node:fs/promises';
import type { MediaFormat } from '../../domain/format.ts';
import type { MediaInput } from '../media-input.ts';
import type { Animation } from './animation.ts';
import { apngAnimation } from './apng.ts';
import { boxSequence } from './box-sequence.ts';
import { jxlAnimation } from './jxl/jxl-frames.ts';

type Reader = (input: MediaInput) => Promise<Animation | undefined>;

/** Containers whose decoders give the first picture and do not say that there are more. */
const READERS: Partial<Record<MediaFormat, Reader>> = {
  png: apngAnimation,
  avif: boxSequence,
  heic: boxSequence,
  jxl: async (input) => jxlAnimation(Buffer.isBuffer(input) ? input : await readFile(input.path)),
};

/** How many frames the container says there are and for how long, without decoding one. Undefined for a still and for other formats. */
export async function readAnimation(input: MediaInput, format: MediaFormat): Promise<Animation | undefined> {
  return READERS[format]?.(input);
}
