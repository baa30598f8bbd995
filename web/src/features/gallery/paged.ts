const PAGED: ReadonlySet<string> = new Set(['tiff', 'psd', 'heic', 'jp2']);

/** Frames of such files are pages or layers: nothing moves. */
export const isPaged = (format: string): boolean => PAGED.has(format);
