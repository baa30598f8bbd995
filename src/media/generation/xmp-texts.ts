import type { Texts } from './texts.ts';

/** A packet longer than this holds pictures or histories, which are not looked at. */
const XMP_LIMIT = 4 * 1024 * 1024;

const FIELDS = [
  ['exif:UserComment', 'UserComment'],
  ['dc:description', 'XMP description'],
  ['xmp:CreatorTool', 'CreatorTool'],
  ['parameters', 'parameters'],
] as const;

/** Adds the texts of an XMP packet in which generators write; as elements or as attributes. */
export function xmpTexts(packet: string, texts: Texts): void {
  const xmp = packet.slice(0, XMP_LIMIT);
  for (const [tag, name] of FIELDS) {
    const text = element(xmp, tag) ?? attribute(xmp, tag);
    if (text !== undefined) texts.add(name, unescape(text));
  }
}

/** What stands in the element, in its first list item when it is a list. */
function element(xmp: string, tag: string): string | undefined {
  const open = xmp.indexOf(`<${tag}`);
  if (open < 0 || !/[\s>]/.test(xmp[open + tag.length + 1] ?? '')) return undefined;
  const start = xmp.indexOf('>', open) + 1;
  const end = xmp.indexOf(`</${tag}>`, start);
  if (start === 0 || end < 0) return undefined;
  const inside = xmp.slice(start, end);
  const item = inside.indexOf('<rdf:li');
  if (item < 0) return inside;
  const from = inside.indexOf('>', item) + 1;
  const to = inside.indexOf('</rdf:li>', from);
  return from === 0 || to < 0 ? undefined : inside.slice(from, to);
}

function attribute(xmp: string, tag: string): string | undefined {
  const at = xmp.indexOf(`${tag}="`);
  if (at < 1 || !/\s/.test(xmp[at - 1]!)) return undefined;
  const start = at + tag.length + 2;
  const end = xmp.indexOf('"', start);
  return end < 0 ? undefined : xmp.slice(start, end);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
