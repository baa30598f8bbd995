import { AppError } from '../../core/errors.ts';

/** The last words of ffmpeg as one line of at most 200 characters that names no path. */
function toolDetail(stderr: string, path: string): string {
  const line = stderr.replaceAll(`file:${path}`, 'the file').replaceAll(path, 'the file').split('\n').at(-1) ?? '';
  return (
    line
      .replace(/ @ 0x[0-9a-f]+/g, '')
      .replace(/(?:\/[^\s/:]+){2,}/g, '…')
      .replace(/[^\x20-\x7e]+/g, ' ')
      .trim()
      .slice(0, 200) || 'ffmpeg cannot read it'
  );
}

/** Why ffmpeg failed: a full disk is not the fault of the video. */
export function toolError(stderr: string, path: string): AppError {
  return new AppError(/No space left on device/.test(stderr) ? 'disk-full' : 'decode-failed', { detail: toolDetail(stderr, path) });
}
