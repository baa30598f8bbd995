/** Image types whose pixels Magpie decodes; the string is also the file ending of the original. */
export const IMAGE_FORMATS = ['jpg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

export const MIME_TYPES: Record<ImageFormat, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  tiff: 'image/tiff',
};

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

/** What the camera wrote; absent fields were not in the file or not plausible. */
export interface ExifFacts {
  /** Milliseconds since 1970. Local wall-clock time read as UTC when the file names no zone. */
  readonly takenAt?: number;
  /** Zone of `takenAt` in minutes east of UTC, when the file names one. */
  readonly takenAtOffsetMinutes?: number;
  readonly cameraMake?: string;
  readonly cameraModel?: string;
  readonly lens?: string;
  readonly focalLengthMm?: number;
  readonly aperture?: number;
  readonly iso?: number;
  readonly exposureSeconds?: number;
  /** WGS 84 degrees, south and west negative. */
  readonly latitude?: number;
  readonly longitude?: number;
  readonly altitudeMetres?: number;
  readonly software?: string;
}

/** Everything `analyse` finds in one decode. */
export interface Analysis {
  readonly format: ImageFormat;
  /** Pixels after orientation. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation 1…8 as found in the file. */
  readonly orientation: number;
  /** Frames or pages, 1 for a still. */
  readonly frames: number;
  readonly hasAlpha: boolean;
  readonly fingerprint: Fingerprint;
  readonly exif: ExifFacts;
  /** JPEG (WebP where there is alpha), long side ≤ 1,440 px. */
  readonly preview: { readonly bytes: Buffer; readonly ext: 'jpg' | 'webp' };
  /** WebP, long side ≤ 320 px. */
  readonly thumbnail: Buffer;
}
