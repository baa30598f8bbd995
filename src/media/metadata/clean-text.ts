/**
 * Text somebody may read: no control characters but line breaks (where `lines`), spaces collapsed, cut at `most` characters.
 * Nothing when nothing is left, or when it is one of the phrases cameras write into every picture.
 */
export function cleanText(value: unknown, most: number, lines = false): string | undefined {
  if (typeof value !== 'string') return undefined;
  const printable = lines
    ? value
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n]|\ufffd/gu, ' ')
        .replace(/[^\S\n]+/g, ' ')
        .replace(/ ?\n ?/g, '\n')
        .replace(/\n{3,}/g, '\n\n')
    : value.replace(/[\p{Cc}\ufffd]/gu, ' ').replace(/\s+/g, ' ');
  // half a surrogate pair may be left at the cut
  const clean = printable
    .trim()
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  return clean === '' ? undefined : clean;
}

/** More are not searched for by anybody, but fill the catalog. */
const MAX_KEYWORDS = 1_000;
const MAX_KEYWORD = 200;

/** Keywords each once (letter case aside, the first spelling wins), in order. Nothing when there are none. */
export function cleanKeywords(values: Iterable<unknown>): string[] | undefined {
  const found = new Map<string, string>();
  for (const value of values) {
    const text = cleanText(typeof value === 'number' ? String(value) : value, MAX_KEYWORD);
    if (text === undefined) continue;
    const key = text.toLowerCase();
    if (!found.has(key)) found.set(key, text);
    if (found.size === MAX_KEYWORDS) break;
  }
  return found.size === 0 ? undefined : [...found.values()];
}
