import { fileFacts } from './file-format.ts';
import { FORMATS, isPlainFile, type MediaFormat } from './format.ts';

/** Says so when a name ends like another format than the one its bytes are; null when it ends right, or in no known way. */
export function wrongEnding(name: string, format: MediaFormat): string | null {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (!name.includes('.') || endingsOf(format).includes(ending)) return null;
  // Texts and packed files bear many endings that say what they are for, and what nobody knows may be anything.
  if (isPlainFile(format) && fileFacts(format).byName === true) return null;
  const claimed = (Object.keys(FORMATS) as MediaFormat[]).find((other) => endingsOf(other).includes(ending));
  return claimed === undefined ? null : `It is called .${ending}, but by its bytes it is ${FORMATS[format].title} and was stored as .${format}.`;
}

function endingsOf(format: MediaFormat): readonly string[] {
  return FORMATS[format].endings;
}
