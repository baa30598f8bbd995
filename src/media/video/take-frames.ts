import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppError } from '../../core/errors.ts';
import type { MediaFormat } from '../../domain/format.ts';
import { PREVIEW_SIDE, type MediaLimits } from '../limits.ts';
import type { Pixels } from '../pixels.ts';
import { runTool } from '../tools/run-tool.ts';
import { sampleTimes } from './sample-times.ts';
import { toolError } from './tool-error.ts';
import { TO_SDR } from './to-sdr.ts';
import { videoInput } from './video-input.ts';
import type { VideoProbe } from './video-probe.ts';
import { videoSupport } from './video-support.ts';

/** Frames taken from a video, on disk until they are read. */
export interface TakenFrames {
  readonly count: number;
  /** Only some came of those there should be: the file seems to have been cut off. */
  readonly some: boolean;
  read(index: number): Promise<Pixels>;
}

/** Up to this many frames all are decoded once; with more it is quicker to seek to each place. */
const ONE_PASS_FRAMES = 250;
/** Further apart than this, the key frame before each place will do: decoding up to the very frame takes seconds at 4K. */
const KEY_FRAMES_FROM_SECONDS = 12;
/** Pixels of all decoders of one run: eight of 4K HEVC with ten bits were seen to take 2 GB, eight of 1080p take 500 MB. */
const PIXELS_PER_RUN = 8 * 1920 * 1088;
const MAX_MEMORY = 3_000_000_000;

/**
 * Upright sRGB frames of at most 1,440 px, spread over the video, mostly by one run of ffmpeg: raw pixels in `folder`. Throws
 * AppError `decode-failed` when not one can be decoded.
 */
export async function takeFrames(path: string, format: MediaFormat, probe: VideoProbe, folder: string, limits: MediaLimits): Promise<TakenFrames> {
  const times = sampleTimes(probe.durationSeconds, probe.frames);
  const apart = times.length > 1 ? times[1]! - times[0]! : 0;
  const size = previewSize(probe);
  const source = { path, format, stream: probe.stream, filter: await filterFor(probe, size) };
  const perRun = Math.max(1, Math.floor(PIXELS_PER_RUN / (probe.width * probe.height)));
  const attempts: Attempt[] = [];
  if (probe.frames <= ONE_PASS_FRAMES)
    attempts.push({ files: times.length, runs: [onePass(source, join(folder, 'pass'), times.length, probe.frames)], prefix: 'pass' });
  if (apart >= KEY_FRAMES_FROM_SECONDS) attempts.push(seeking(source, folder, 'key', times, perRun, true));
  attempts.push(seeking(source, folder, 'seek', times, perRun, false));
  // an index that leads nowhere: the first frame that can be decoded
  attempts.push(seeking(source, folder, 'first', [0], 1, false));
  const deadline = performance.now() + limits.timeoutSeconds * 1000;
  let best: string[] = [];
  let problem: AppError | undefined;
  for (const { files, prefix, runs } of attempts) {
    for (const args of runs) {
      const timeoutMs = Math.max(100, deadline - performance.now());
      const { stderr } = await runTool('ffmpeg', { args, timeoutMs, maxOutputBytes: 1_000_000, maxMemoryBytes: MAX_MEMORY });
      if (stderr !== '') problem ??= toolError(stderr, path);
    }
    const taken = await wholeFiles(folder, prefix, files, size.width * size.height * 3);
    if (taken.length > best.length) best = taken;
    if (best.length === times.length || (best.length > 0 && prefix === 'seek')) break;
  }
  if (best.length === 0) throw problem ?? toolError('', path);
  const files = best;
  return {
    count: files.length,
    some: files.length < times.length,
    read: async (index) => ({ data: await readFile(files[index]!), ...size, channels: 3 }),
  };
}

/** Runs of ffmpeg that write so many files, `<prefix>-1.rgb` and on, as far as they can. */
interface Attempt {
  readonly prefix: string;
  readonly files: number;
  readonly runs: ReadonlyArray<readonly string[]>;
}

interface Source {
  readonly path: string;
  readonly format: MediaFormat;
  readonly stream: number;
  readonly filter: string;
}

const COMMON = ['-nostdin', '-hide_banner', '-v', 'error', '-filter_threads', '1'];
const AS_RAW = ['-pix_fmt', 'rgb24'];

/** Every frame is decoded; those wanted are numbered anew, so that none is doubled or left out for its time. */
function onePass({ path, format, stream, filter }: Source, target: string, count: number, frames: number): string[] {
  const wanted = Array.from({ length: count }, (_, i) => (count === frames ? i : Math.floor(((i + 0.5) * frames) / count)));
  const select = `select='${wanted.map((n) => `eq(n,${n})`).join('+')}',setpts=N/25/TB`;
  const output = ['-map', `0:${stream}`, '-vf', `${select},${filter}`, '-r', '25', '-frames:v', String(count), ...AS_RAW, '-c:v', 'rawvideo', '-f', 'image2'];
  return [...COMMON, ...videoInput(format, path), ...output, `file:${target}-%d.rgb`];
}

/** The file is an input once for each place: ffmpeg seeks in each, and opens a decoder that gives one frame and ends. */
function seeking(
  { path, format, stream, filter }: Source,
  folder: string,
  prefix: string,
  times: readonly number[],
  perRun: number,
  keyFrames: boolean,
): Attempt {
  const runs: string[][] = [];
  for (let first = 0; first < times.length; first += perRun) {
    const some = times.slice(first, first + perRun);
    const seek = (time: number): string[] => (time === 0 ? [] : [...(keyFrames ? ['-noaccurate_seek'] : []), '-ss', time.toFixed(3)]);
    const inputs = some.flatMap((time) => ['-threads', '1', ...(keyFrames ? ['-skip_frame', 'nokey'] : []), ...seek(time), ...videoInput(format, path)]);
    const target = (i: number): string => `file:${join(folder, `${prefix}-${first + i + 1}.rgb`)}`;
    const outputs = some.flatMap((_, i) => ['-map', `${i}:${stream}`, '-vf', filter, '-frames:v', '1', ...AS_RAW, '-f', 'rawvideo', target(i)]);
    runs.push([...COMMON, ...inputs, ...outputs]);
  }
  return { prefix, files: times.length, runs };
}

async function wholeFiles(folder: string, prefix: string, count: number, bytes: number): Promise<string[]> {
  const files = Array.from({ length: count }, (_, i) => join(folder, `${prefix}-${i + 1}.rgb`));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file).catch(() => undefined))?.size));
  return files.filter((_, i) => sizes[i] === bytes);
}

function previewSize({ width, height }: VideoProbe): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, PREVIEW_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** ffmpeg turns the frames by itself, before this. */
async function filterFor(probe: VideoProbe, { width, height }: { readonly width: number; readonly height: number }): Promise<string> {
  const scale = `scale=${width}:${height}:flags=bicubic`;
  if (!probe.hdr || !(await videoSupport()).toneMapping) return `${scale},setsar=1`;
  return `${scale},${TO_SDR},${scale},setsar=1`;
}
