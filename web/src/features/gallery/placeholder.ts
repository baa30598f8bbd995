import { thumbHashToDataURL } from 'thumbhash';

/** A placeholder costs about 0.2 ms to draw; 3,000 of them hold 10 MB. */
const KEEP = 3000;
const drawn = new Map<string, string>();

/** ThumbHash in base64 → picture as data URL; undefined when it cannot be read. */
export function placeholderOf(thumbhash: string): string | undefined {
  const known = drawn.get(thumbhash);
  if (known !== undefined) return known;
  try {
    const bytes = Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0));
    if (bytes.length < 5) return undefined;
    const url = thumbHashToDataURL(bytes);
    drawn.set(thumbhash, url);
    if (drawn.size > KEEP) drawn.delete(drawn.keys().next().value as string);
    return url;
  } catch {
    return undefined;
  }
}
