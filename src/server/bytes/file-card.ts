import { endingOf, fileFacts, type FileFormat, type FileGroup } from '../../domain/file-format.ts';

/** Colour of the sheet's corner and of the ending, readable on the light sheet. */
const TINTS: Record<FileGroup, string> = { documents: '#b3423a', audio: '#7a4fa3', archives: '#8a6116', texts: '#2f6690', others: '#5b6670' };

/** Letters of a name in one line, and lines. Wide letters (Chinese, Japanese, Korean, emoji) count twice. */
const LINE = 22;
const LINES = 3;

/** The tile of a file without a picture, as SVG: a sheet with its ending, and its name below. Holds nothing but drawn shapes and escaped text. */
export function fileCard(name: string, format: FileFormat): string {
  const tint = TINTS[fileFacts(format).group];
  const ending = endingOf(name);
  const label = (/^[a-z0-9]{1,8}$/.test(ending) ? ending : format === 'bin' ? 'file' : format).toUpperCase();
  const lines = wrapped(name)
    .map((line, i) => `<text x="160" y="${254 + i * 22}" font-size="17" fill="#39424a">${escaped(line)}</text>`)
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320" viewBox="0 0 320 320" font-family="system-ui, sans-serif" text-anchor="middle">
<rect width="320" height="320" fill="#e4e8ea"/>
<path d="M104 34h80l40 40v142a8 8 0 0 1-8 8H104a8 8 0 0 1-8-8V42a8 8 0 0 1 8-8z" fill="#fbfcfc" stroke="#c3cacf" stroke-width="1.5"/>
<path d="M184 34l40 40h-32a8 8 0 0 1-8-8z" fill="${tint}" opacity=".85"/>
<path d="M118 102h60M118 118h84M118 134h84" stroke="#d5dbdf" stroke-width="6" stroke-linecap="round"/>
<text x="160" y="190" font-size="${label.length > 5 ? 22 : 30}" font-weight="700" letter-spacing=".5" fill="${tint}">${label}</text>
${lines}
</svg>`;
}

/** The name over at most three lines, divided at spaces where that leaves no short line; of a longer one its beginning and its end. */
function wrapped(name: string): string[] {
  const clean = name.replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '').trim();
  const lines: string[] = [];
  let rest = Array.from(clean);
  while (rest.length > 0) {
    const fits = fitting(rest);
    if (fits < rest.length && lines.length === LINES - 1) {
      lines.push(`${rest.slice(0, fits - 10).join('')}…${rest.slice(-9).join('')}`);
      break;
    }
    const space = fits < rest.length ? rest.lastIndexOf(' ', fits) : -1;
    const end = space > fits / 2 ? space : fits;
    lines.push(rest.slice(0, end).join('').trim());
    rest = rest.slice(end);
  }
  return lines.filter((line) => line !== '');
}

/** How many characters go into one line. */
function fitting(characters: readonly string[]): number {
  let width = 0;
  const at = characters.findIndex((character) => (width += WIDE.test(character) ? 2 : 1) > LINE);
  return at === -1 ? characters.length : at;
}

const WIDE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}/u;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
