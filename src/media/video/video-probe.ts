import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { MediaFormat } from '../../domain/format.ts';
import { MAX_FRAMES, type MediaLimits } from '../limits.ts';
import { assertPixels } from '../stills/pixel-limit.ts';
import { runTool } from '../tools/run-tool.ts';
import { lastTimestamp } from './last-timestamp.ts';
import { videoInput } from './video-input.ts';
import { toolError } from './tool-error.ts';

export type Tags = Readonly<Record<string, string>>;

export interface VideoProbe {
  /** Index of the picture stream in the file. */
  readonly stream: number;
  /** As shown: turned, and with square pixels. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation 1…8 that says the same as the rotation in the file. */
  readonly orientation: number;
  readonly durationSeconds: number;
  readonly frames: number;
  readonly framesPerSecond: number | undefined;
  readonly codec: string;
  readonly profile: string;
  readonly pixelFormat: string;
  /** PQ or HLG: looks grey unless it is mapped to the range of ordinary screens. */
  readonly hdr: boolean;
  /** Codec of the sound; null = silent. */
  readonly audio: string | null;
  readonly tags: { readonly container: Tags; readonly video: Tags; readonly audio: Tags };
}

/** A hostile file may have ten thousand streams; an honest one is told in 10 kB. */
const MAX_OUTPUT = 4_000_000;

/** What a video is made of, by its headers; about 60 ms. Throws AppError. */
export async function probeVideo(path: string, format: MediaFormat, limits: MediaLimits): Promise<VideoProbe> {
  const args = ['-v', 'error', ...videoInput(format, path), '-print_format', 'json', '-show_format', '-show_streams'];
  const run = { args, timeoutMs: limits.timeoutSeconds * 1000, maxOutputBytes: MAX_OUTPUT, maxMemoryBytes: 1_000_000_000 };
  const { code, stdout, stderr } = await runTool('ffprobe', run);
  if (code !== 0) throw toolError(stderr, path);
  const { streams, format: container } = readAnswer(stdout);
  const video = streams.find(({ codec_type, disposition }) => codec_type === 'video' && disposition?.attached_pic !== 1);
  if (video === undefined) throw new AppError('unsupported-type', { detail: 'there is no picture in it, only sound or data' });
  if (video.codec_name === undefined)
    throw new AppError('decode-failed', { detail: `this ffmpeg does not know its codec ${video.codec_tag_string ?? ''}`.trim() });
  const rotation = rotationOf(video);
  const { width, height } = shownSize(video, rotation);
  assertPixels(width, height, limits);
  const framesPerSecond = rate(video.avg_frame_rate) ?? rate(video.r_frame_rate);
  const told = seconds(video.duration) ?? seconds(container.duration);
  const durationSeconds = told ?? (await lastTimestamp(path, format, video.index, limits));
  const counted = Number(video.nb_frames ?? 0) || Math.round(durationSeconds * (framesPerSecond ?? 0));
  const audio = streams.find(({ codec_type }) => codec_type === 'audio');
  return {
    stream: video.index,
    width,
    height,
    orientation: ORIENTATIONS[rotation] ?? 1,
    durationSeconds,
    frames: Math.min(Math.max(1, counted), MAX_FRAMES),
    framesPerSecond,
    codec: video.codec_name,
    profile: video.profile ?? '',
    pixelFormat: video.pix_fmt ?? '',
    hdr: video.color_transfer === 'smpte2084' || video.color_transfer === 'arib-std-b67',
    audio: audio === undefined ? null : (audio.codec_name ?? 'unknown'),
    tags: { container: container.tags ?? {}, video: video.tags ?? {}, audio: audio?.tags ?? {} },
  };
}

const Stream = z.object({
  index: z.number(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  codec_tag_string: z.string().optional(),
  profile: z.string().optional(),
  pix_fmt: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  sample_aspect_ratio: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
  duration: z.string().optional(),
  nb_frames: z.string().optional(),
  color_transfer: z.string().optional(),
  disposition: z.object({ attached_pic: z.number().optional() }).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});

const Answer = z.object({
  streams: z.array(Stream).default([]),
  format: z.object({ duration: z.string().optional(), tags: z.record(z.string(), z.string()).optional() }).default({}),
});

function readAnswer(stdout: Buffer): z.infer<typeof Answer> {
  try {
    return Answer.parse(JSON.parse(stdout.toString('utf8')));
  } catch (error) {
    throw new AppError('decode-failed', { detail: 'ffprobe gave an answer that cannot be read', cause: error });
  }
}

/** Degrees clockwise the frames have to be turned: 0, 90, 180 or 270. */
function rotationOf({ side_data_list, tags }: z.infer<typeof Stream>): number {
  const counterclockwise = side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation;
  const degrees = counterclockwise === undefined ? Number(tags?.rotate ?? 0) : -counterclockwise;
  return Number.isFinite(degrees) ? (((Math.round(degrees / 90) * 90) % 360) + 360) % 360 : 0;
}

const ORIENTATIONS: Readonly<Record<number, number>> = { 0: 1, 90: 6, 180: 3, 270: 8 };

function shownSize({ width = 0, height = 0, sample_aspect_ratio }: z.infer<typeof Stream>, rotation: number): { width: number; height: number } {
  const [across = 1, down = 1] = (sample_aspect_ratio ?? '1:1').split(':').map(Number);
  const ratio = across > 0 && down > 0 ? across / down : 1;
  // what is wider than a tenfold stretch is a broken header
  const wide = ratio > 0.1 && ratio < 10 ? Math.max(width === 0 ? 0 : 1, Math.round(width * ratio)) : width;
  return rotation % 180 === 0 ? { width: wide, height } : { width: height, height: wide };
}

/** `30000/1001`; containers of stills and broken headers say `0/0` or 90,000. */
function rate(text: string | undefined): number | undefined {
  const [above = 0, below = 0] = (text ?? '').split('/').map(Number);
  const frames = above / below;
  return Number.isFinite(frames) && frames > 0 && frames <= 1000 ? Math.round(frames * 1000) / 1000 : undefined;
}

function seconds(text: string | undefined): number | undefined {
  const value = Number(text);
  // a column of 32 bits holds 24 days of milliseconds
  return text !== undefined && Number.isFinite(value) && value > 0 && value < 2_000_000 ? value : undefined;
}
