import sharp from 'sharp';
import { FORMATS, PICTURE_FORMATS, type PictureFormat } from '../domain/format.ts';
import { findTool } from './tools/find-tool.ts';
import { TOOLS } from './tools/missing-tool.ts';

/** Whether and how a format can be taken in on this machine. */
export interface FormatSupport {
  readonly format: PictureFormat;
  readonly works: boolean;
  /** What reads it here; null when nothing does. */
  readonly by: string | null;
  /** The command that makes it work, or work better; null when there is nothing to gain. */
  readonly enable: string | null;
}

/** Every format with a picture, in the order of FORMATS; a plain file needs nothing. Asks the external tools, which takes up to 0.2 s. */
export async function formatSupport(path?: string): Promise<FormatSupport[]> {
  const [heif, perl, ffmpeg, ffprobe] = await Promise.all([
    findTool('heif-convert', ['--help'], path),
    findTool('perl', ['-v'], path),
    findTool('ffmpeg', ['-version'], path),
    findTool('ffprobe', ['-version'], path),
  ]);
  const video = ffmpeg !== undefined && ffprobe !== undefined;
  const special: Partial<Record<PictureFormat, Omit<FormatSupport, 'format'>>> = {
    heic: { works: true, by: heif === undefined ? 'libheif (WebAssembly)' : 'heif-convert', enable: heif === undefined ? TOOLS['heif-convert'] : null },
    bmp: { works: true, by: 'bmp-ts', enable: null },
    jxl: { works: true, by: 'libjxl (WebAssembly)', enable: null },
    jp2: { works: true, by: 'OpenJPEG (WebAssembly)', enable: null },
    // without ffmpeg it is shown, and not played
    ugoira: { works: true, by: video ? 'libvips and ffmpeg' : `libvips ${sharp.versions.vips}`, enable: video ? null : TOOLS.ffmpeg },
  };
  const libvips = `libvips ${sharp.versions.vips}`;
  return PICTURE_FORMATS.map((format) => {
    const { kind } = FORMATS[format];
    if (kind === 'video') return { format, works: video, by: video ? 'ffmpeg' : null, enable: video ? null : TOOLS.ffmpeg };
    if (kind === 'raw')
      return { format, works: true, by: perl === undefined ? 'LibRaw (WebAssembly)' : 'exiftool and LibRaw', enable: perl === undefined ? TOOLS.perl : null };
    return { format, ...(special[format] ?? { works: true, by: libvips, enable: null }) };
  });
}
