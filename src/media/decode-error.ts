import { AppError, toAppError } from '../core/errors.ts';
import type { MediaFormat } from '../domain/format.ts';
import { isComplete } from './completeness.ts';
import type { MediaInput } from './media-input.ts';

/**
 * What libvips said, as `file-truncated`, `too-many-pixels`, `decode-failed`, or the error of the disk when the file could
 * not be read at all.
 */
export function decodeError(thrown: unknown, input: MediaInput, format: MediaFormat): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = ownLines(thrown instanceof Error ? thrown.message : String(thrown), format);
  const detail = short(message, input);
  const errno = (thrown as NodeJS.ErrnoException | null)?.code;
  if (errno !== undefined && !Buffer.isBuffer(input)) return new AppError(toAppError(thrown).code, { detail, cause: thrown });
  if (/pixel limit/i.test(message)) return new AppError('too-many-pixels', { detail, cause: thrown });
  const cutOff = TRUNCATED.test(message) || (Buffer.isBuffer(input) && !isComplete(format, input));
  return new AppError(cutOff ? 'file-truncated' : 'decode-failed', { detail, cause: thrown });
}

const TRUNCATED = /premature|truncat|end of (?:file|stream|data|input|image)|unexpected eof|unexpected end|not enough data|too short|read past/i;

/** How the loaders of libvips begin their lines. */
const SPEAKERS: Partial<Record<MediaFormat, RegExp>> = {
  jpg: /VipsJpeg|jpegload/i,
  png: /pngload|vips2png|libspng|libpng/i,
  webp: /webp/i,
  gif: /gifload|nsgif/i,
  avif: /heif|avif/i,
  tiff: /tiff/i,
  heic: /heif/i,
  psd: /tiff/i,
  svg: /svg/i,
};

/**
 * libvips gathers the words of all threads in one buffer, so a message may end with those about another picture that was
 * decoded at the same time. Lines of another format's loader are not ours.
 */
function ownLines(message: string, format: MediaFormat): string {
  const speakers = Object.values(SPEAKERS);
  const own = message.split('\n').filter((line) => SPEAKERS[format]?.test(line) === true || !speakers.some((speaker) => speaker.test(line)));
  return own.join('\n').trim() || 'libvips cannot decode it';
}

/** One line of at most 200 characters that names no path. */
function short(message: string, input: MediaInput): string {
  const named = Buffer.isBuffer(input) ? message : message.replaceAll(input.path, 'the file');
  return named
    .replace(/\s+/g, ' ')
    .replace(/(?:\/[^\s/:]+){2,}/g, '…')
    .replace(/[\s:]+$/, '')
    .slice(0, 200);
}
