const ESCAPE = String.fromCodePoint(27);
/** The colours that we write ourselves; then all control characters but the tab, and what turns the direction of writing. */
const UNSAFE = new RegExp(`${ESCAPE}\\[\\d{1,2}m|(?!\\t)\\p{Cc}|[\\u202A-\\u202E\\u2066-\\u2069]`, 'gu');

/**
 * A line for a terminal. Names of files come from anywhere, and may hold sequences that clear the screen, set its title or
 * break the line; they are shown as `\n` and `\x1B` instead.
 */
export function printable(line: string): string {
  return line.replaceAll(UNSAFE, (found) => (found.length > 1 ? found : shown(found)));
}

function shown(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code < 256 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex}`;
}
