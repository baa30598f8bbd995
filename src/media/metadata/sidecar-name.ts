import { FORMATS, PICTURE_FORMATS } from '../../domain/format.ts';

/** What a sidecar's name says: which picture it speaks of, or that it speaks of several. */
export interface SidecarName {
  readonly kind: 'xmp' | 'json' | 'text' | 'scores';
  /** Name of the picture; without ending when `stem`. Empty for `scores`. */
  readonly media: string;
  /** `photo.xmp` goes with `photo.jpg` and `photo.nef`; `photo.jpg.xmp` with `photo.jpg` only. */
  readonly stem: boolean;
}

/** A sidecar is text about one picture; scores of a folder of 10,000 are 0.5 MB. Larger ones are none. */
export const MAX_SIDECAR_BYTES = 4 * 1024 * 1024;

/** Those of pictures and videos; a file beside a plain file says nothing of it. */
export const MEDIA_ENDINGS: readonly string[] = [...new Set(PICTURE_FORMATS.flatMap((format): readonly string[] => FORMATS[format].endings))];
const MEDIA_NAME = new RegExp(`^.+\\.(?:${MEDIA_ENDINGS.join('|')})$`, 'i');

/** Whether a name ends like a picture's or a video's. */
export function isMediaName(name: string): boolean {
  return MEDIA_NAME.test(name);
}

/**
 * `photo.jpg.xmp` (darktable, digiKam) and `photo.xmp` (Lightroom); `photo.jpg.json` and `photo.jpg.txt` (gallery-dl, Hydrus);
 * `scores.json` and `ratings.json` for a whole folder. Undefined for any other name.
 */
export function sidecarName(name: string): SidecarName | undefined {
  if (/^(?:scores|ratings)\.json$/i.test(name)) return { kind: 'scores', media: '', stem: false };
  const match = /^(.+)\.(xmp|json|txt)$/i.exec(name);
  if (match === null) return undefined;
  const media = match[1]!;
  const kind = match[2]!.toLowerCase();
  const whole = isMediaName(media);
  if (kind === 'xmp') return { kind, media, stem: !whole };
  return whole ? { kind: kind === 'json' ? 'json' : 'text', media, stem: false } : undefined;
}

/** A picture's name without its ending. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]*$/, '') || name;
}
