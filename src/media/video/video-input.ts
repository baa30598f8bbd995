import type { MediaFormat } from '../../domain/format.ts';

/** The demuxer of ffmpeg for each format, by what `sniff` said of the bytes. */
const DEMUXERS: Partial<Record<MediaFormat, string>> = { mp4: 'mov', mov: 'mov', '3gp': 'mov', webm: 'matroska', mkv: 'matroska', avi: 'avi' };

/**
 * How a file is handed to ffmpeg and ffprobe: read by the demuxer of its format and no other, so that no playlist in disguise is
 * followed, and nothing but local files may be opened. `file:` keeps a path from being taken for an option or an address.
 */
export function videoInput(format: MediaFormat, path: string): string[] {
  return ['-protocol_whitelist', 'file,pipe', '-f', DEMUXERS[format] ?? 'mov', '-i', `file:${path}`];
}
