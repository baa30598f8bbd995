import { createRequire } from 'node:module';
import type { XMLParser } from 'fast-xml-parser';
import type { Tags } from './tags.ts';

/** A larger packet is no description of a picture. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_DEPTH = 60;

let made: XMLParser | undefined;

/** Loaded with the first packet: it costs 20 ms of start-up, and many a process never sees one. */
function parser(): XMLParser {
  if (made !== undefined) return made;
  const library = createRequire(import.meta.url)('fast-xml-parser') as typeof import('fast-xml-parser');
  // Entities are resolved below: with a document type of its own a hostile packet could make them grow without end.
  made = new library.XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    processEntities: false,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: MAX_DEPTH,
  });
  return made;
}

type Node = Readonly<Record<string, unknown>>;

/** Where exiftool has another name than the property itself. */
const NAMES: Readonly<Record<string, string>> = { 'MicrosoftPhoto:Rating': 'RatingPercent', 'Iptc4xmpCore:Title': 'Headline' };

/**
 * The properties of an XMP packet under exiftool's names (`dc:subject` is `XMP:Subject`), 0.2–0.5 ms; whatever prefixes the packet
 * uses. Simple values are texts, lists are lists, of texts in several languages the default one. Structures are left out: the facts
 * need none. Nothing when it is no XMP.
 */
export function xmpTags(packet: string | Buffer): Tags {
  if (packet.length > MAX_BYTES) return {};
  const xml = typeof packet === 'string' ? packet : decoded(packet);
  try {
    const tags: Record<string, unknown> = {};
    for (const description of descriptionsIn(parser().parse(xml.replace(/\0+$/, '')) as Node[], {}, 0)) readDescription(description, tags);
    return tags;
  } catch {
    // garbled XMP is common and says nothing about the picture
    return {};
  }
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(2, 2 + ((bytes.length - 2) & ~1)))
      .swap16()
      .toString('utf16le');
  return bytes.toString('utf8');
}

interface Description {
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  readonly prefixes: Readonly<Record<string, string>>;
}

function* descriptionsIn(nodes: readonly Node[], outer: Readonly<Record<string, string>>, depth: number): Generator<Description> {
  if (depth > MAX_DEPTH) return;
  for (const node of nodes) {
    const { name, attributes, children } = open(node);
    const prefixes = { ...outer, ...declared(attributes) };
    if (localName(name) === 'Description') yield { attributes, children, prefixes };
    else yield* descriptionsIn(children, prefixes, depth + 1);
  }
}

function readDescription({ attributes, children, prefixes }: Description, tags: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!/^(xmlns|rdf|xml)(:|$)/.test(name)) put(tags, name, prefixes, text(value));
  }
  for (const child of children) {
    const element = open(child);
    if (element.name === '' || !element.name.includes(':')) continue;
    const value = valueOf(element.children);
    if (value !== undefined) put(tags, element.name, { ...prefixes, ...declared(element.attributes) }, value);
  }
}

function put(tags: Record<string, unknown>, name: string, prefixes: Readonly<Record<string, string>>, value: unknown): void {
  const [prefix = ''] = name.split(':');
  const known = WELL_KNOWN[(prefixes[prefix] ?? '').trim()] ?? prefix;
  const local = localName(name);
  const tag = NAMES[`${known}:${local}`] ?? local.charAt(0).toUpperCase() + local.slice(1);
  tags[`XMP:${tag}`] ??= value;
}

/** Prefixes are the writer's choice; what they stand for is not. */
const WELL_KNOWN: Readonly<Record<string, string>> = {
  'http://ns.microsoft.com/photo/1.0': 'MicrosoftPhoto',
  'http://ns.microsoft.com/photo/1.0/': 'MicrosoftPhoto',
  'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/': 'Iptc4xmpCore',
};

function declared(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, uri] of Object.entries(attributes)) if (name.startsWith('xmlns:')) found[name.slice(6)] = uri;
  return found;
}

/** A text, a list of texts, or nothing of a structure. */
function valueOf(children: readonly Node[]): unknown {
  for (const child of children) {
    const { name, children: items } = open(child);
    const kind = localName(name);
    if (kind === 'Alt') return alternative(items);
    if (kind === 'Bag' || kind === 'Seq') return items.flatMap((item) => (localName(open(item).name) === 'li' ? [textOf(open(item).children)] : []));
    if (name !== '') return undefined;
  }
  return textOf(children);
}

function alternative(items: readonly Node[]): string | undefined {
  const found = items.map(open).filter(({ name }) => localName(name) === 'li');
  const chosen = found.find(({ attributes }) => attributes['xml:lang'] === 'x-default') ?? found[0];
  return chosen === undefined ? undefined : textOf(chosen.children);
}

function textOf(children: readonly Node[]): string {
  return children.map((child) => (typeof child['#text'] === 'string' ? text(child['#text']) : '')).join('');
}

function open(node: Node): { name: string; attributes: Readonly<Record<string, string>>; children: readonly Node[] } {
  const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text') ?? '';
  const children = node[name];
  return { name, attributes: (node[':@'] ?? {}) as Record<string, string>, children: Array.isArray(children) ? (children as Node[]) : [] };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function text(value: string): string {
  return value.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
