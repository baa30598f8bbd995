import { AppError, toAppError } from '../../core/errors.ts';
import type { MotionFacts } from '../../domain/asset.ts';
import type { MediaFormat } from '../../domain/format.ts';
import type { Generation } from '../../domain/generation.ts';
import type { ExtractedMetadata } from '../../domain/metadata.ts';
import { generationInTags } from '../generation/from-texts.ts';
import type { MediaLimits } from '../limits.ts';
import type { MediaInput } from '../media-input.ts';
import { oneAtATime } from '../stills/one-at-a-time.ts';
import type { Picture } from '../stills/picture.ts';
import { scratchFile, withScratch } from '../tools/scratch.ts';
import { frameFacts } from './moving-picture.ts';
import { isCutOff } from './is-cut-off.ts';
import { isPlayable } from './playable.ts';
import { takeFrames } from './take-frames.ts';
import { videoFacts } from './video-facts.ts';
import { probeVideo } from './video-probe.ts';

export interface OpenedVideo {
  /** The poster. */
  readonly picture: Picture;
  readonly motion: MotionFacts;
  readonly metadata: ExtractedMetadata;
  readonly generation: Generation | undefined;
}

/**
 * Everything about a video but what follows from its poster, by two runs of ffmpeg's programs; about 0.3 s for a clip of a phone.
 * A buffer is written to a temporary file first, because ffmpeg has to seek. Throws AppError.
 */
export function openVideo(input: MediaInput, format: MediaFormat, limits: MediaLimits): Promise<OpenedVideo> {
  const work = (): Promise<OpenedVideo> =>
    withScratch(async (folder) => {
      try {
        const path = await scratchFile(folder, input, format);
        return await opened(path, format, folder, limits);
      } catch (thrown) {
        // no room for temporary files says nothing about the video
        const error = toAppError(thrown);
        if (error.code === 'internal') throw thrown;
        if (error.code !== 'decode-failed' || !(await isCutOff(input, format))) throw error;
        throw new AppError('file-truncated', { detail: error.detail ?? error.message, cause: error });
      }
    });
  return oneAtATime(work);
}

async function opened(path: string, format: MediaFormat, folder: string, limits: MediaLimits): Promise<OpenedVideo> {
  const probe = await probeVideo(path, format, limits);
  const frames = await takeFrames(path, format, probe, folder, limits);
  // an odd ending alone is not held against a file of which every part can be seen
  if (frames.some && (await isCutOff({ path }, format))) throw new AppError('file-truncated', { detail: 'its later parts are missing' });
  const { poster, framesHash, strip } = await frameFacts(frames.count, frames.read);
  const { width, height, orientation } = probe;
  const still = { hasAlphaChannel: false, plainJpeg: false, exif: undefined, xmp: undefined, colour: 'srgb' as const };
  return {
    picture: { header: { width, height, orientation, frames: probe.frames, ...still }, pixels: await frames.read(poster) },
    motion: {
      durationMs: Math.round(probe.durationSeconds * 1000),
      ...(probe.framesPerSecond === undefined ? {} : { framesPerSecond: probe.framesPerSecond }),
      videoCodec: probe.codec,
      audioCodec: probe.audio,
      playable: isPlayable(format, probe),
      framesHash,
      strip,
    },
    metadata: videoFacts(probe, Date.now()),
    generation: generationInTags({ ...probe.tags.video, ...probe.tags.container }),
  };
}
