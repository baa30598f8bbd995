const FRAME = /^\d{6}\.(?:jpe?g|png|gif|webp)$/i;
const INDEX = /^animation\.json$/i;
const FIRST_FRAME = /^000000\./;

/** Whether a zip begins with the first frame of an animation, or with its index. */
export function isUgoiraHead(head: Buffer): boolean {
  if (head.length < 30 || head.toString('latin1', 0, 4) !== 'PK\x03\x04') return false;
  const name = head.toString('latin1', 30, 30 + head.readUInt16LE(26));
  return INDEX.test(name) || (FRAME.test(name) && FIRST_FRAME.test(name));
}

/**
 * The frames among the entries of an archive, in order, when it holds two or more, numbered from 000000 without a gap, and
 * besides them an index at most: the way Pixiv packs animations. Anything else is an archive of pictures: undefined.
 */
export function ugoiraFrames(names: readonly string[]): string[] | undefined {
  const frames = names.filter((name) => FRAME.test(name)).sort();
  if (frames.length < 2 || names.some((name) => !FRAME.test(name) && !INDEX.test(name))) return undefined;
  return frames.every((name, i) => Number(name.slice(0, 6)) === i) ? frames : undefined;
}
