import { AppError } from '../../core/errors.ts';
import { decodeText } from '../sniff-svg.ts';

/**
 * Refuses a drawing that could run something or fetch something, when it is drawn here or shown by a browser later: scripts,
 * event attributes, foreign content, entities, references to anything but its own parts and pictures it carries inside.
 * Throws AppError `svg-refused` that names what.
 */
export function checkSvg(bytes: Buffer): void {
  const text = plain(decodeText(bytes));
  for (const [pattern, what] of REFUSED) {
    if (pattern.test(text)) throw new AppError('svg-refused', { detail: `it holds ${what}` });
  }
  for (const [, , value = ''] of text.matchAll(REFERENCE)) assertInside(value);
  for (const [, value = ''] of text.matchAll(CSS_URL)) assertInside(value);
}

/** Character references and CSS escapes written out: both hide words from a plain look. */
function plain(text: string): string {
  const character = (digits: string, base: number): string => {
    const code = Number.parseInt(digits, base);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  };
  return text
    .replace(/<!--[^]*?-->/g, '')
    .replace(/&#x([0-9a-f]{1,8});?/gi, (_, digits: string) => character(digits, 16))
    .replace(/&#([0-9]{1,8});?/g, (_, digits: string) => character(digits, 10))
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, digits: string) => character(digits, 16));
}

const REFUSED: ReadonlyArray<readonly [RegExp, string]> = [
  [/<(?:[\w.-]+:)?script[\s/>]/i, 'a script'],
  [/<(?:[\w.-]+:)?foreignObject[\s/>]/i, 'foreign content'],
  [/<(?:[\w.-]+:)?(?:iframe|object|embed|audio|video|handler|listener|link|base)[\s/>]/i, 'foreign content'],
  [/<!ENTITY|<!DOCTYPE[^>]*\[/i, 'entities of its own'],
  [/<\?xml-stylesheet/i, 'a reference to a style sheet'],
  [/@import/i, 'a reference to a style sheet'],
  [/[\s"'/]on[a-z]+\s*=\s*["']/i, 'an event handler'],
  [/(?:javascript|vbscript)\s*:/i, 'a script'],
];

const REFERENCE = /[\s"'/](?:[\w.-]+:)?(href|src)\s*=\s*["']([^"']*)["']/gi;
const CSS_URL = /url\(\s*(?:["']|&quot;|&apos;)?\s*([^"')&]*)/gi;

/** A part of the drawing itself, or a picture of pixels that lies in it. */
function assertInside(value: string): void {
  const reference = value.trim();
  if (reference === '' || reference.startsWith('#') || /^data:image\/(?:png|jpe?g|gif|webp)[;,]/i.test(reference)) return;
  throw new AppError('svg-refused', { detail: `it refers to something outside: ${reference.slice(0, 60)}` });
}
