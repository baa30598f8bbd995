import { decode } from '../decode.ts';
import type { Header } from '../header.ts';
import type { MediaLimits } from '../limits.ts';
import type { MediaInput } from '../media-input.ts';
import type { Pixels } from '../pixels.ts';

/** Frames tried at most, spread over the beginning: one of a GIF costs all those before it. */
const TRIES = 6;
const MAX_PAGE = 300;

/** The first frame; of an animation or a document that begins empty, one on which there is something. */
export async function firstFrameWithSomething(input: MediaInput, header: Header, limits: MediaLimits): Promise<Pixels> {
  const first = await decode(input, header, limits);
  if (header.frames === 1 || !isEmpty(first)) return first;
  const last = Math.min(header.frames - 1, MAX_PAGE);
  const pages = new Set([1, ...Array.from({ length: TRIES }, (_, i) => Math.floor(((i + 1) * last) / TRIES))]);
  const deadline = performance.now() + limits.timeoutSeconds * 1000;
  for (const page of pages) {
    if (performance.now() > deadline) break;
    const later = await decode(input, header, limits, { page }).catch(() => undefined);
    if (later !== undefined && !isEmpty(later)) return later;
  }
  return first;
}

/** One colour everywhere, or nothing but transparency; a little noise of a lossy coder does not count. */
function isEmpty({ data, channels }: Pixels): boolean {
  if (channels === 4 && data.every((value, i) => (i & 3) !== 3 || value === 0)) return true;
  for (let i = channels; i < data.length; i++) if (Math.abs(data[i]! - data[i % channels]!) > NOISE) return false;
  return true;
}

const NOISE = 6;
