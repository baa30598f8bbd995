/**
 * Raised when the lane `describe` reads more, or reads it better: assets described by an older one are read again in the background.
 * 1: exiftool, all groups.
 */
export const EXTRACTOR_VERSION = 1;
