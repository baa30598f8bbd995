import { FILE_FORMATS, type FileFormat } from './file-format.ts';

/** `image` is decoded as pixels, `raw` has a picture embedded in it, `video` and `animation` (frames in an archive) move; `file` has no pixels. */
export const MEDIA_KINDS = ['image', 'raw', 'video', 'animation', 'file'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

interface FormatFacts {
  readonly kind: MediaKind;
  readonly mime: string;
  /** As people call it. */
  readonly title: string;
  /** Endings in lower case that names of such files bear; another one is said to be wrong. */
  readonly endings: readonly string[];
}

/** Every type of file Magpie can take in; the key is also the ending of the stored original. */
export const FORMATS = {
  jpg: { kind: 'image', mime: 'image/jpeg', title: 'JPEG', endings: ['jpg', 'jpeg', 'jpe', 'jfif', 'mpo'] },
  png: { kind: 'image', mime: 'image/png', title: 'PNG', endings: ['png', 'apng'] },
  webp: { kind: 'image', mime: 'image/webp', title: 'WebP', endings: ['webp'] },
  gif: { kind: 'image', mime: 'image/gif', title: 'GIF', endings: ['gif'] },
  avif: { kind: 'image', mime: 'image/avif', title: 'AVIF', endings: ['avif', 'avifs'] },
  tiff: { kind: 'image', mime: 'image/tiff', title: 'TIFF', endings: ['tif', 'tiff'] },
  heic: { kind: 'image', mime: 'image/heic', title: 'HEIC', endings: ['heic', 'heif', 'hif', 'heics', 'heifs'] },
  bmp: { kind: 'image', mime: 'image/bmp', title: 'BMP', endings: ['bmp', 'dib'] },
  jxl: { kind: 'image', mime: 'image/jxl', title: 'JPEG XL', endings: ['jxl'] },
  jp2: { kind: 'image', mime: 'image/jp2', title: 'JPEG 2000', endings: ['jp2', 'j2k', 'jpf', 'jpx', 'j2c', 'jpc'] },
  psd: { kind: 'image', mime: 'image/vnd.adobe.photoshop', title: 'Photoshop', endings: ['psd', 'psb'] },
  svg: { kind: 'image', mime: 'image/svg+xml', title: 'SVG', endings: ['svg'] },
  dng: { kind: 'raw', mime: 'image/x-adobe-dng', title: 'DNG', endings: ['dng'] },
  cr2: { kind: 'raw', mime: 'image/x-canon-cr2', title: 'Canon CR2', endings: ['cr2'] },
  cr3: { kind: 'raw', mime: 'image/x-canon-cr3', title: 'Canon CR3', endings: ['cr3'] },
  nef: { kind: 'raw', mime: 'image/x-nikon-nef', title: 'Nikon NEF', endings: ['nef', 'nrw'] },
  arw: { kind: 'raw', mime: 'image/x-sony-arw', title: 'Sony ARW', endings: ['arw', 'sr2', 'srf'] },
  rw2: { kind: 'raw', mime: 'image/x-panasonic-rw2', title: 'Panasonic RW2', endings: ['rw2'] },
  orf: { kind: 'raw', mime: 'image/x-olympus-orf', title: 'Olympus ORF', endings: ['orf'] },
  raf: { kind: 'raw', mime: 'image/x-fuji-raf', title: 'Fujifilm RAF', endings: ['raf'] },
  pef: { kind: 'raw', mime: 'image/x-pentax-pef', title: 'Pentax PEF', endings: ['pef'] },
  srw: { kind: 'raw', mime: 'image/x-samsung-srw', title: 'Samsung SRW', endings: ['srw'] },
  mp4: { kind: 'video', mime: 'video/mp4', title: 'MP4', endings: ['mp4', 'm4v'] },
  mov: { kind: 'video', mime: 'video/quicktime', title: 'QuickTime', endings: ['mov', 'qt'] },
  webm: { kind: 'video', mime: 'video/webm', title: 'WebM', endings: ['webm'] },
  mkv: { kind: 'video', mime: 'video/matroska', title: 'Matroska', endings: ['mkv'] },
  avi: { kind: 'video', mime: 'video/x-msvideo', title: 'AVI', endings: ['avi'] },
  '3gp': { kind: 'video', mime: 'video/3gpp', title: '3GP', endings: ['3gp', '3g2'] },
  ugoira: { kind: 'animation', mime: 'application/zip', title: 'Ugoira', endings: ['zip', 'ugoira'] },
  ...FILE_FORMATS,
} as const satisfies Record<string, FormatFacts>;

export type MediaFormat = keyof typeof FORMATS;

/** What has a picture to show: everything but plain files. */
export type PictureFormat = Exclude<MediaFormat, FileFormat>;
export const PICTURE_FORMATS = (Object.keys(FORMATS) as MediaFormat[]).filter((format): format is PictureFormat => !isPlainFile(format));

/** It has no pixels, and no lane has anything to do with it. */
export function isPlainFile(format: MediaFormat): format is FileFormat {
  return FORMATS[format].kind === 'file';
}

/** Whether it is played rather than shown: a video, or frames in an archive. */
export function isFilm(format: MediaFormat): boolean {
  const { kind } = FORMATS[format];
  return kind === 'video' || kind === 'animation';
}

/** Counts up when Magpie learns to read more: what was left lying as unsupported is offered once more then. */
export const FORMATS_VERSION = 2;
