import { endingOf, FILE_FORMATS, type FileFormat, isWanted } from '../domain/file-format.ts';
import { FORMATS, PICTURE_FORMATS } from '../domain/format.ts';

/**
 * Whether a file counts among those of a folder that could be taken in: by its ending, because a look into a folder reads no
 * bytes. Ingest itself goes by the bytes.
 */
export function countableName(name: string, keepOtherFiles: readonly string[] = []): boolean {
  return ENDINGS.has(endingOf(name)) || (keepOtherFiles.length > 0 && isWanted(name, formatNamed(endingOf(name)), keepOtherFiles));
}

/** Whether the setting ingest.keepOtherFiles decides about a file of this name. */
export function isKeptName(name: string, keepOtherFiles: readonly string[]): boolean {
  return !ENDINGS.has(endingOf(name)) && countableName(name, keepOtherFiles);
}

/** Archives have an ending of a format too, and are seldom an animation. */
const ENDINGS = new Set(PICTURE_FORMATS.flatMap((format): readonly string[] => FORMATS[format].endings).filter((ending) => ending !== 'zip'));

const FORMAT_OF = new Map(Object.entries(FILE_FORMATS).flatMap(([format, { endings }]) => endings.map((ending) => [ending as string, format as FileFormat])));

function formatNamed(ending: string): FileFormat {
  return FORMAT_OF.get(ending) ?? 'bin';
}
