import type { MediaFormat } from '../../domain/format.ts';
import type { VideoProbe } from './video-probe.ts';

interface Playable {
  readonly video: ReadonlyMap<string, ReadonlySet<string>>;
  readonly audio: ReadonlySet<string>;
}

const EIGHT_BIT = new Set(['yuv420p', 'yuvj420p']);
const UP_TO_TEN_BIT = new Set(['yuv420p', 'yuv420p10le']);

const MP4: Playable = {
  video: new Map([
    ['h264', EIGHT_BIT],
    ['vp9', EIGHT_BIT],
    ['av1', UP_TO_TEN_BIT],
  ]),
  audio: new Set(['aac', 'mp3', 'opus', 'flac']),
};

const WEBM: Playable = {
  video: new Map([
    ['vp8', EIGHT_BIT],
    ['vp9', EIGHT_BIT],
    ['av1', UP_TO_TEN_BIT],
  ]),
  audio: new Set(['opus', 'vorbis']),
};

/** What Chromium without licensed extras plays, and Firefox and Safari of today too. Matroska and AVI only some of them. */
const CONTAINERS: Partial<Record<MediaFormat, Playable>> = { mp4: MP4, mov: MP4, '3gp': MP4, webm: WEBM };

/** Whether browsers play the file as it is. */
export function isPlayable(format: MediaFormat, { codec, pixelFormat, audio }: Pick<VideoProbe, 'codec' | 'pixelFormat' | 'audio'>): boolean {
  const container = CONTAINERS[format];
  return container?.video.get(codec)?.has(pixelFormat) === true && (audio === null || container.audio.has(audio));
}
