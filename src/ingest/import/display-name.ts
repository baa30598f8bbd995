const MAX_BYTES = 255;

/**
 * The name a client gave its file, fit to be shown and kept: the last part of a path, without control or direction-changing
 * characters, at most 255 bytes of UTF-8 with its ending kept; `otherwise` when nothing is left of it. It never becomes a path.
 */
export function displayName(given: string | undefined, otherwise = 'upload'): string {
  const base = (given ?? '').split(/[\\/]/).at(-1) ?? '';
  // \p{Cf} are invisible characters such as right-to-left overrides, which make "gpj.exe" look like "exe.jpg".
  const clean = base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '')
    .trim();
  if (clean === '' || clean === '.' || clean === '..') return otherwise;
  if (Buffer.byteLength(clean) <= MAX_BYTES) return clean;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
  const letters = Array.from(clean.slice(0, clean.length - ending.length));
  while (Buffer.byteLength(letters.join('')) + ending.length > MAX_BYTES) letters.length = Math.floor(letters.length * 0.9);
  return letters.join('') + ending;
}
