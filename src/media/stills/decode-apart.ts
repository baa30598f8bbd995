import { fileURLToPath } from 'node:url';
import { AppError } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/error-catalog.ts';
import type { MediaFormat } from '../../domain/format.ts';
import { PREVIEW_SIDE, type MediaLimits } from '../limits.ts';
import type { MediaInput } from '../media-input.ts';
import type { Pixels } from '../pixels.ts';
import { runTool } from '../tools/run-tool.ts';

/** What the process is told, as JSON in its first argument; the bytes come by standard input, or lie at `path`. */
export interface StillRequest {
  readonly format: MediaFormat;
  readonly maxPixels: number;
  readonly path?: string;
  /** Profile of the samples, base64. */
  readonly icc?: string;
}

/** What it answers: a line of JSON, behind it the pixels. */
export type StillAnswer = StillFacts | { readonly error: { readonly code: ErrorCode; readonly detail: string } };

interface StillFacts {
  /** Upright pixels of the whole picture. */
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  readonly frames: number;
  readonly durationMs?: number | undefined;
  readonly pixels: { readonly width: number; readonly height: number; readonly channels: 3 | 4 };
}

export interface ApartStill extends Omit<StillFacts, 'pixels'> {
  readonly pixels: Pixels;
}

/** 12 MP of HEIC take 0.3 GB in WebAssembly; what wants more than ten times that ends in an error. */
const MAX_MEMORY = 3_000_000_000;
const MAX_OUTPUT = PREVIEW_SIDE * PREVIEW_SIDE * 4 + 65_536;

/**
 * Decodes a picture to at most 1,440 px in a process of its own, which takes its memory with it and can be killed. 0.1 s more
 * than in this one. Throws AppError.
 */
export async function decodeApart(input: MediaInput, format: MediaFormat, limits: MediaLimits, icc?: Buffer): Promise<ApartStill> {
  const request: StillRequest = {
    format,
    maxPixels: limits.maxPixels,
    ...(Buffer.isBuffer(input) ? {} : { path: input.path }),
    ...(icc === undefined ? {} : { icc: icc.toString('base64') }),
  };
  const program = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './still-process.ts' : './still-process.js', import.meta.url));
  const { code, stdout, stderr } = await runTool(process.execPath, {
    args: ['--max-old-space-size=256', '--disable-warning=ExperimentalWarning', program, JSON.stringify(request)],
    ...(Buffer.isBuffer(input) ? { input } : {}),
    timeoutMs: limits.timeoutSeconds * 1000,
    maxOutputBytes: MAX_OUTPUT,
    maxMemoryBytes: MAX_MEMORY,
  });
  const end = stdout.indexOf('\n');
  if (code !== 0 || end === -1) throw new AppError('decode-failed', { detail: `the decoder ended by itself: ${lastLine(stderr) || `code ${code}`}` });
  const answer = JSON.parse(stdout.toString('utf8', 0, end)) as StillAnswer;
  if ('error' in answer) throw new AppError(answer.error.code, { detail: answer.error.detail });
  const data = stdout.subarray(end + 1);
  const { width, height, channels } = answer.pixels;
  if (data.length !== width * height * channels) throw new AppError('decode-failed', { detail: 'the decoder gave other pixels than it said' });
  return { ...answer, pixels: { ...answer.pixels, data } };
}

function lastLine(text: string): string {
  return (
    text
      .split('\n')
      .findLast((line) => /error|memory|abort/i.test(line))
      ?.slice(0, 200) ?? ''
  );
}
