import type { TiffShell } from './tiff-shell.ts';

/** What a decoder of a rare format gives: full-size samples, or a JPEG that lay in the file. */
export interface DecodedStill {
  /** Pixels of the whole picture after orientation, also when what is here is smaller. */
  readonly width: number;
  readonly height: number;
  /** As it was in the file, 1…8; the samples are upright already, a JPEG says its own. */
  readonly orientation: number;
  readonly frames: number;
  /** Of all frames together, where they say how long they are shown. */
  readonly durationMs?: number | undefined;
  readonly picture: TiffShell | { readonly jpeg: Buffer };
}

/** What decoders may use. */
export interface StillLimits {
  readonly maxPixels: number;
  /** Long side that is wanted; a decoder that can be asked for less than everything gives not much more. */
  readonly side: number;
}

export type StillDecoder = (bytes: Buffer, limits: StillLimits) => Promise<DecodedStill>;
