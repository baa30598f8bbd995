/**
 * Raised when more is read of a file, or read better, by exiftool or of how a picture was generated: assets described by an older one
 * are read again in the background. 1: exiftool, all groups. 2: how a picture was generated and how many frames it has are read again,
 * too; keywords become tags.
 */
export const EXTRACTOR_VERSION = 2;
