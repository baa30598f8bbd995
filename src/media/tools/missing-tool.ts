import { AppError } from '../../core/errors.ts';

/** Programs Magpie can make use of, and how Debian and Ubuntu install them. */
export const TOOLS = {
  'heif-convert': 'sudo apt install libheif-examples',
  ffmpeg: 'sudo apt install ffmpeg',
  ffprobe: 'sudo apt install ffmpeg',
  perl: 'sudo apt install perl',
} as const satisfies Record<string, string>;

export type KnownTool = keyof typeof TOOLS;

/** `tool-missing` with the command that brings the tool. */
export function missingTool(tool: string): AppError {
  const command = TOOLS[tool as KnownTool] as string | undefined;
  return new AppError('tool-missing', { detail: command === undefined ? `${tool} is not installed` : `${tool} is not installed; on Debian: ${command}` });
}
