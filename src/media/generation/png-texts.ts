import { inflateSync } from 'node:zlib';
import { utf8OrLatin1 } from './decode-text.ts';
import { TEXT_LIMIT, type Texts } from './texts.ts';

/** Chunks looked at before giving up; real files have some hundreds of IDAT. */
const MOST_CHUNKS = 100_000;
/** Four bytes a character at most, so that what is cut is cut by characters. */
const INFLATED_LIMIT = TEXT_LIMIT * 4;
/** Compressed text that is inflated in one file, together: a file of a thousand bombs costs no more than one. */
const INFLATED_TOTAL = 4 * INFLATED_LIMIT;

/** Adds the texts of a PNG (tEXt, zTXt, iTXt, also after the pixels) and gives its EXIF block when it has one. */
export function pngTexts(file: Buffer, texts: Texts): { exif: Buffer | undefined; xmp: string | undefined } {
  const found: { exif: Buffer | undefined; xmp: string | undefined } = { exif: undefined, xmp: undefined };
  let budget = INFLATED_TOTAL;
  const inflate = (bytes: Buffer): Buffer | undefined => {
    if (budget <= 0) return undefined;
    try {
      const text = inflateSync(bytes, { maxOutputLength: Math.min(INFLATED_LIMIT, budget) });
      budget -= text.length;
      return text;
    } catch {
      // a bomb or garbage: either way it costs what was inflated
      budget -= INFLATED_LIMIT;
      return undefined;
    }
  };
  let at = 8;
  for (let i = 0; i < MOST_CHUNKS && at + 8 <= file.length; i++) {
    const length = file.readUInt32BE(at);
    const type = file.readUInt32BE(at + 4);
    const data = file.subarray(at + 8, at + 8 + length);
    if (data.length < length || type === IEND) break;
    if (type === TEXT || type === ZTXT || type === ITXT) {
      const read = readText(type, data, inflate);
      if (read?.name === 'XML:com.adobe.xmp') found.xmp ??= read.text;
      else if (read !== undefined) texts.add(read.name, read.text);
    } else if (type === EXIF) {
      found.exif ??= data;
    }
    at += 12 + length;
  }
  return found;
}

const code = (name: string): number => Buffer.from(name, 'latin1').readUInt32BE(0);
const TEXT = code('tEXt');
const ZTXT = code('zTXt');
const ITXT = code('iTXt');
const EXIF = code('eXIf');
const IEND = code('IEND');

function readText(type: number, data: Buffer, inflate: (bytes: Buffer) => Buffer | undefined): { name: string; text: string } | undefined {
  // keywords have at most 79 bytes; programs that ignore that are read all the same
  const end = data.indexOf(0);
  if (end < 1 || end > 200) return undefined;
  const name = utf8OrLatin1(data.subarray(0, end));
  const rest = data.subarray(end + 1);
  if (type === TEXT) return { name, text: utf8OrLatin1(rest.subarray(0, INFLATED_LIMIT)) };
  if (type === ZTXT) return named(name, inflate(rest.subarray(1)));
  const compressed = rest[0] === 1;
  const language = rest.indexOf(0, 2);
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
  if (translated < 0) return undefined;
  const body = rest.subarray(translated + 1);
  return named(name, compressed ? inflate(body) : body.subarray(0, INFLATED_LIMIT));
}

function named(name: string, bytes: Buffer | undefined): { name: string; text: string } | undefined {
  return bytes === undefined ? undefined : { name, text: utf8OrLatin1(bytes) };
}
