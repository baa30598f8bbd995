/** A camera's local time without a zone can be this far ahead of the world's. */
const AHEAD_MS = 24 * 3_600_000;

/**
 * Where an asset stands in the gallery: when it was taken, else when its file was last modified, but never in the future,
 * where a wrong clock (Last-Modified, the date in a zip, a file's own time) would keep it on top of everything for years.
 */
export function sortTime(times: { readonly takenAt: number | null | undefined; readonly fileTime: number; readonly cameIn: number }): number {
  const { takenAt, fileTime, cameIn } = times;
  if (takenAt != null && takenAt <= cameIn + AHEAD_MS) return takenAt;
  return Math.min(fileTime, cameIn);
}
