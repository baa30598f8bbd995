import { AppError } from '../../core/errors.ts';
import { findTool } from '../tools/find-tool.ts';
import { TOOLS } from '../tools/missing-tool.ts';
import { runTool } from '../tools/run-tool.ts';

export interface VideoSupport {
  /** The first line ffmpeg says of itself; undefined = there is none, and videos are left where they are. */
  readonly version: string | undefined;
  /** What enables videos on Debian and Ubuntu. */
  readonly install: string;
  /** HDR videos get previews with ordinary colours. */
  readonly toneMapping: boolean;
}

let known: Promise<VideoSupport> | undefined;

/** What the ffmpeg of this machine can do; asked once, and again as long as there is none. */
export async function videoSupport(): Promise<VideoSupport> {
  known ??= ask();
  const support = await known;
  if (support.version === undefined) known = undefined;
  return support;
}

async function ask(): Promise<VideoSupport> {
  const [version, probe] = await Promise.all([findTool('ffmpeg', ['-version']), findTool('ffprobe', ['-version'])]);
  const there = version !== undefined && probe !== undefined;
  return { version: there ? version : undefined, install: TOOLS.ffmpeg, toneMapping: there && (await hasFilters(['zscale', 'tonemap'])) };
}

async function hasFilters(names: readonly string[]): Promise<boolean> {
  try {
    const { stdout } = await runTool('ffmpeg', { args: ['-hide_banner', '-filters'], timeoutMs: 5000, maxOutputBytes: 1_000_000 });
    const listed = new Set(
      stdout
        .toString('latin1')
        .split('\n')
        .map((line) => line.trim().split(/\s+/)[1]),
    );
    return names.every((name) => listed.has(name));
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
