/** The last moment a JavaScript date can hold; file systems and EXIF know later ones. */
const MAX_MS = 8.64e15;

/** ISO 8601 in UTC; times beyond what a date can hold become its last (or first) moment. */
export function isoTime(ms: number): string {
  return new Date(Math.max(-MAX_MS, Math.min(MAX_MS, ms))).toISOString();
}

/** What the camera's clock showed: with its zone when the file named one, else without any. */
export function cameraTime(ms: number, offsetMinutes: number | null): string {
  const local = isoTime(ms + (offsetMinutes ?? 0) * 60_000).slice(0, -5);
  if (offsetMinutes === null) return local;
  const size = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
