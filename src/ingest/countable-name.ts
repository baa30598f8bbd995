/**
 * Whether a file counts among those of a folder that could be taken in: by its ending, because a look into a folder reads no
 * bytes. Ingest itself goes by the bytes.
 */
export function countableName(name: string): boolean {
  return ENDINGS.test(name);
}

const ENDINGS = /\.(?:jpe?g|jpe|jfif|png|apng|webp|gif|avif|tiff?)$/i;
