import type { MediaFormat } from './format.ts';
import type { Generation } from './generation.ts';
import type { ExtractedMetadata } from './metadata.ts';

/** Both digests of one content, from one read. `md5` 16 bytes, `sha256` 32 bytes. */
export interface ContentHash {
  readonly md5: Buffer;
  readonly sha256: Buffer;
}

export interface DominantColor {
  /** `#rrggbb`, sRGB. */
  readonly hex: string;
  /** Share of the picture, 0…1. */
  readonly share: number;
}

/** Facts computed from pixels after orientation. */
export interface Fingerprint {
  /** 64-bit DCT perceptual hash, 8 bytes big-endian. */
  readonly phash: Buffer;
  /** 256-bit DCT hash, 32 bytes, to verify near-duplicate candidates. */
  readonly fineHash: Buffer;
  readonly colors: readonly DominantColor[];
  /** ThumbHash placeholder, about 25 bytes. */
  readonly thumbhash: Buffer;
}

/** What a moving picture is made of; absent for a still. */
export interface MotionFacts {
  readonly durationMs: number;
  readonly framesPerSecond?: number;
  /** As ffprobe names them; null audio = silent. */
  readonly videoCodec?: string;
  readonly audioCodec: string | null;
  /** Whether browsers play the original as it is; if not, a proxy is made in a lane. */
  readonly playable: boolean;
  /** Perceptual hashes of frames spread over it, 8 bytes each. */
  readonly framesHash?: Buffer;
  /** Frames side by side, JPEG, for hovering. */
  readonly strip?: Buffer;
}

/** Everything `analyse` finds in one decode. */
export interface Analysis {
  readonly format: MediaFormat;
  /** Pixels after orientation; 0 × 0 for a plain file. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation 1…8 as found in the file. */
  readonly orientation: number;
  /** Frames or pages, 1 for a still. */
  readonly frames: number;
  readonly hasAlpha: boolean;
  readonly fingerprint: Fingerprint;
  readonly metadata: ExtractedMetadata;
  /** How it was made, when a generator wrote that. */
  readonly generation?: Generation;
  readonly motion?: MotionFacts;
  /** JPEG (WebP where there is alpha), long side ≤ 1,440 px; `svg`: drawn when it is asked for, see withoutPixels. */
  readonly preview: { readonly bytes: Buffer; readonly ext: 'jpg' | 'webp' | 'svg' };
  /** WebP, long side ≤ 320 px. */
  readonly thumbnail: Buffer;
}
