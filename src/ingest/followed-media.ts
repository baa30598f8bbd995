import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { MEDIA_ENDINGS, sidecarName } from '../media/metadata/sidecar-name.ts';

/**
 * Whether a file whose own name a pattern leaves out comes along as the sidecar of one that it takes: `photo.jpg.xmp` by the name in it, `photo.xmp`
 * when there is a `photo.jpg`, and the scores of a folder when anything in it is taken (`any`, known once it was read to its end).
 * A name without ending is looked for with those endings that the pattern takes (15 µs a sidecar): one that takes every ending
 * takes the sidecar itself.
 */
export function followedMedia(folder: string, name: string, matches: (name: string) => boolean): 'taken' | 'left' | 'any' {
  const named = sidecarName(name);
  if (named === undefined) return 'left';
  if (named.kind === 'scores') return 'any';
  if (!named.stem) return matches(named.media) ? 'taken' : 'left';
  const there = (ending: string): boolean => isFile(join(folder, `${named.media}.${ending}`));
  // Patterns take small letters and capitals alike.
  const taken = MEDIA_ENDINGS.some((ending) => matches(`${named.media}.${ending}`) && (there(ending) || there(ending.toUpperCase())));
  return taken ? 'taken' : 'left';
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}
