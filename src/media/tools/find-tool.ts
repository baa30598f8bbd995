import { AppError } from '../../core/errors.ts';
import type { KnownTool } from './missing-tool.ts';
import { runTool } from './run-tool.ts';

/** What makes each say that it is there, and nothing more. */
const GREETING: Record<KnownTool, readonly string[]> = { 'heif-convert': ['--help'], ffmpeg: ['-version'], ffprobe: ['-version'], perl: ['-v'] };

export async function isToolThere(tool: KnownTool, path?: string): Promise<boolean> {
  return (await findTool(tool, GREETING[tool], path)) !== undefined;
}

/** The first line a tool says of itself, or undefined when it is not there or does not run. */
export async function findTool(tool: string, args: readonly string[], path?: string): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await runTool(tool, { args, timeoutMs: 5000, maxOutputBytes: 1_000_000, ...(path === undefined ? {} : { path }) });
    return (
      `${stdout.toString()}\n${stderr}`
        .split('\n')
        .find((line) => line.trim() !== '')
        ?.trim() ?? tool
    );
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
