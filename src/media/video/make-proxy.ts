import { stat } from 'node:fs/promises';
import { AppError } from '../../core/errors.ts';
import type { MediaFormat } from '../../domain/format.ts';
import type { MediaLimits } from '../limits.ts';
import { missingTool } from '../tools/missing-tool.ts';
import { runTool } from '../tools/run-tool.ts';
import { isPlayable } from './playable.ts';
import { TO_SDR } from './to-sdr.ts';
import { toolError } from './tool-error.ts';
import { ugoiraFilm } from './ugoira-film.ts';
import { videoInput } from './video-input.ts';
import { probeVideo, type VideoProbe } from './video-probe.ts';
import { videoSupport } from './video-support.ts';

export interface ProxyRun {
  readonly limits: MediaLimits;
  /** Stops it; what was written of the target is left to the caller. */
  readonly signal: AbortSignal;
  /** Share that is done, 0…1. */
  readonly onProgress: (share: number) => void;
}

const LONG_SIDE = 1920;
const SHORT_SIDE = 1080;
const MAX_RATE = 60;
/** Besides the length of the video, times this: 4K HEVC takes about eight times its length on one old core. */
const TIME_FACTOR = 40;
const LEAST_MS = 10 * 60_000;
const MOST_MS = 48 * 3_600_000;
const MAX_MEMORY = 3_000_000_000;

/**
 * Makes of the video at `path`, or of the frames in a zip, one that every browser plays: H.264 and AAC in an MP4 of at most 1080p whose index comes first. What
 * already is as browsers want it is copied, not encoded again. Gives way to everything else on the machine. Throws AppError.
 */
export async function makeProxy(path: string, format: MediaFormat, target: string, { limits, signal, onProgress }: ProxyRun): Promise<void> {
  const { version, toneMapping } = await videoSupport();
  if (version === undefined) throw missingTool('ffmpeg');
  const { args: from, durationSeconds, input } = format === 'ugoira' ? await fromFrames(path, limits) : await fromVideo(path, format, limits, toneMapping);
  const before = ['-nostdin', '-hide_banner', '-v', 'error', '-y', '-progress', 'pipe:1'];
  const output = ['-movflags', '+faststart', '-max_muxing_queue_size', '4096', '-f', 'mp4', `file:${target}`];
  const args = [...before, ...from, ...output];
  const polite = process.platform === 'win32' ? { tool: 'ffmpeg', args } : { tool: 'nice', args: ['-n', '15', 'ffmpeg', ...args] };
  const { code, stderr } = await runTool(polite.tool, {
    args: polite.args,
    ...(input === undefined ? {} : { input }),
    timeoutMs: Math.min(MOST_MS, LEAST_MS + durationSeconds * 1000 * TIME_FACTOR),
    // its words about progress are 300 bytes every half second
    maxOutputBytes: 200_000_000,
    maxMemoryBytes: MAX_MEMORY,
    signal,
    onOutput: (text) => {
      const done = /out_time_us=(\d+)/.exec(text)?.[1];
      if (done !== undefined && durationSeconds > 0) onProgress(Math.min(1, Number(done) / 1e6 / durationSeconds));
    },
  });
  const written = await stat(target).catch(() => undefined);
  if (code !== 0 || written === undefined || written.size === 0) throw toolError(stderr, path);
  if (!isPlayable('mp4', await probeVideo(target, 'mp4', limits)))
    throw new AppError('decode-failed', { detail: 'what ffmpeg made of it is not what browsers play' });
}

/** What is read, and how it is made into what browsers play. */
interface ProxySource {
  readonly args: readonly string[];
  readonly durationSeconds: number;
  readonly input?: AsyncIterable<Buffer>;
}

async function fromVideo(path: string, format: MediaFormat, limits: MediaLimits, toneMapping: boolean): Promise<ProxySource> {
  const probe = await probeVideo(path, format, limits);
  const streams = ['-map', `0:${probe.stream}`, '-map', '0:a:0?', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'];
  const args = [...videoInput(format, path), ...streams, ...videoArgs(probe, format, toneMapping), ...audioArgs(probe)];
  return { args, durationSeconds: probe.durationSeconds };
}

/** The frames come by standard input, as JPEG, so that only one is held. */
async function fromFrames(path: string, limits: MediaLimits): Promise<ProxySource> {
  const { ticksPerSecond, durationSeconds, jpegs } = await ugoiraFilm(path, limits, { longSide: LONG_SIDE, shortSide: SHORT_SIDE, mostRate: MAX_RATE });
  const from = ['-protocol_whitelist', 'file,pipe', '-f', 'image2pipe', '-c:v', 'mjpeg', '-framerate', ticksPerSecond, '-i', 'pipe:0'];
  return { args: [...from, '-map', '0:v:0', '-vf', 'setsar=1', ...H264], durationSeconds, input: jpegs };
}

const H264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-maxrate', '10M', '-bufsize', '20M', '-pix_fmt', 'yuv420p'];

function videoArgs(probe: VideoProbe, format: MediaFormat, toneMapping: boolean): string[] {
  const { width, height, framesPerSecond = 0 } = probe;
  const scale = Math.min(1, LONG_SIDE / Math.max(width, height), SHORT_SIDE / Math.min(width, height));
  // AVI keeps no times that could be copied
  if (probe.codec === 'h264' && isPlayable('mp4', { ...probe, audio: null }) && scale === 1 && format !== 'avi') return ['-c:v', 'copy'];
  const even = (side: number): number => Math.max(2, Math.round((side * scale) / 2) * 2);
  const filters = [
    `scale=${even(width)}:${even(height)}`,
    ...(probe.hdr && toneMapping ? [TO_SDR] : []),
    'setsar=1',
    ...(framesPerSecond > MAX_RATE ? [`fps=${MAX_RATE}`] : []),
  ];
  return ['-vf', filters.join(','), ...H264];
}

function audioArgs({ audio }: VideoProbe): string[] {
  return audio === 'aac' ? ['-c:a', 'copy'] : ['-c:a', 'aac', '-b:a', '160k', '-ac', '2'];
}
