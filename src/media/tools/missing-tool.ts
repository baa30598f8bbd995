import { AppError } from '../../core/errors.ts';

/** Programs Magpie can make use of, and how Debian and Ubuntu install them. */
export const TOOLS = {
  'heif-convert': 'sudo apt install libheif-examples',
  ffmpeg: 'sudo apt install ffmpeg',
  ffprobe: 'sudo apt install ffmpeg',
  perl: 'sudo apt install perl',
} as const satisfies Record<string, string>;

export type KnownTool = keyof typeof TOOLS;

export function isKnownTool(name: string): name is KnownTool {
  return Object.hasOwn(TOOLS, name);
}

/** How the detail of `tool-missing` begins: the catalog finds by it what waits for a program. */
export const saidMissing = (tool: string): string => `${tool} is not installed`;

/** `tool-missing` with the command that brings the tool. */
export function missingTool(tool: string): AppError {
  const command = TOOLS[tool as KnownTool] as string | undefined;
  return new AppError('tool-missing', { detail: command === undefined ? saidMissing(tool) : `${saidMissing(tool)}; on Debian: ${command}` });
}
