import type { MediaFormat } from '../../domain/format.ts';
import type { MediaLimits } from '../limits.ts';
import { runTool } from '../tools/run-tool.ts';
import { videoInput } from './video-input.ts';

/** 32 MB of lines are some ten hours of video. */
const MAX_OUTPUT = 32_000_000;

/**
 * Seconds up to the end of the last frame, for files that do not say how long they are, as browsers record them: every packet's
 * header is read, none is decoded. 0 when that tells nothing either.
 */
export async function lastTimestamp(path: string, format: MediaFormat, stream: number, limits: MediaLimits): Promise<number> {
  const what = ['-select_streams', String(stream), '-show_entries', 'packet=pts_time,duration_time', '-of', 'csv=p=0'];
  const args = ['-v', 'error', ...videoInput(format, path), ...what];
  const { stdout } = await runTool('ffprobe', { args, timeoutMs: limits.timeoutSeconds * 1000, maxOutputBytes: MAX_OUTPUT, maxMemoryBytes: 1_000_000_000 });
  let end = 0;
  for (const line of stdout.toString('latin1').split('\n')) {
    const [from, length] = line.split(',').map(Number);
    const until = (from ?? 0) + (length || 0);
    if (Number.isFinite(until) && until > end && until < 2_000_000) end = until;
  }
  return end;
}
