import { AppError } from '../../core/errors.ts';
import { runTool } from './run-tool.ts';

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
