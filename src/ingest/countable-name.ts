import { FORMATS } from '../domain/format.ts';

/**
 * Whether a file counts among those of a folder that could be taken in: by its ending, because a look into a folder reads no
 * bytes. Ingest itself goes by the bytes.
 */
export function countableName(name: string): boolean {
  return ENDINGS.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

/** Archives have an ending of a format too, and are seldom an animation. */
const ENDINGS = new Set(
  Object.values(FORMATS)
    .flatMap(({ endings }): readonly string[] => endings)
    .filter((ending) => ending !== 'zip'),
);
