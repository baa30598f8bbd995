import type { ContentRating } from './tag.ts';

/**
 * Who says a fact, the most trusted first: a person here, a file beside the media, the media itself, or a guess from something
 * else (a date from the file name).
 */
export const METADATA_ORIGINS = ['human', 'sidecar', 'embedded', 'derived'] as const;
export type MetadataOrigin = (typeof METADATA_ORIGINS)[number];

/** The facts that are searched and shown; absent ones were not there or not plausible. */
export interface MetadataFacts {
  /** Milliseconds since 1970. Local wall-clock time read as UTC when nothing names a zone. */
  readonly takenAt?: number;
  /** Zone of `takenAt` in minutes east of UTC, when something names it. */
  readonly takenAtOffsetMinutes?: number;
  /** A date nobody trusts: long before photography, 1970-01-01, a clock that was never set, or the future. Kept, not used. */
  readonly doubtfulDate?: string;
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
  readonly title?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly creator?: string;
  readonly copyright?: string;
  /** −1 (rejected) … 5, whole: the score. */
  readonly rating?: number;
  readonly favourite?: boolean;
  readonly contentRating?: ContentRating;
}

/** What one reader found in one place. `raw` is everything it saw, by group (`EXIF`, `XMP`, `IPTC`, …), JSON-safe. */
export interface ExtractedMetadata {
  readonly facts: MetadataFacts;
  readonly raw: Readonly<Record<string, unknown>>;
}
