import { TiffReader, type TiffDirectory } from '../tiff-reader.ts';
import { utf16, utf8OrLatin1 } from './decode-text.ts';
import { TEXT_LIMIT, type Texts } from './texts.ts';

/** Adds the texts of an EXIF block (a TIFF structure, `Exif\0\0` in front or not) in which generators write. */
export function exifTexts(block: Buffer, texts: Texts): void {
  const tiff = block.toString('latin1', 0, 4) === 'Exif' ? block.subarray(6) : block;
  if (tiff[0] !== tiff[1] || (tiff[0] !== 0x49 && tiff[0] !== 0x4d)) return;
  const reader = new TiffReader(tiff);
  const first = reader.firstDirectory === undefined ? undefined : reader.directory(reader.firstDirectory);
  if (first === undefined) return;
  addTexts(first, texts);
  const exif = first.entries.find(({ tag }) => tag === EXIF_IFD)?.values(1)?.[0];
  const second = exif === undefined ? undefined : reader.directory(exif);
  if (second !== undefined) addTexts(second, texts);
}

const EXIF_IFD = 0x8769;
const USER_COMMENT = 0x9286;
const MAKER_NOTE = 0x927c;
const PLAIN = new Map([
  [0x010e, 'ImageDescription'],
  [0x010f, 'Make'],
  [0x0110, 'Model'],
  [0x0131, 'Software'],
]);
const WINDOWS = new Map([
  [0x9c9b, 'XPTitle'],
  [0x9c9c, 'XPComment'],
  [0x9c9e, 'XPKeywords'],
]);

function addTexts(directory: TiffDirectory, texts: Texts): void {
  for (const entry of directory.entries) {
    const name =
      PLAIN.get(entry.tag) ?? WINDOWS.get(entry.tag) ?? (entry.tag === USER_COMMENT ? 'UserComment' : entry.tag === MAKER_NOTE ? 'MakerNote' : undefined);
    if (name === undefined) continue;
    // a camera's maker note is no text; Fooocus writes one word into it
    const bytes = entry.bytes(entry.tag === MAKER_NOTE ? 64 : TEXT_LIMIT * 4);
    if (bytes === undefined) continue;
    const text = entry.tag === USER_COMMENT ? userComment(bytes) : WINDOWS.has(entry.tag) ? bytes.toString('utf16le') : utf8OrLatin1(untilZero(bytes));
    addKeyed(name, text.replace(/\0+$/, ''), texts);
  }
}

/** ComfyUI names the text inside it: `prompt:{…}`, `Workflow: {…}`. */
function addKeyed(name: string, text: string, texts: Texts): void {
  const keyed = /^\s*(prompt|workflow|parameters|invokeai_metadata|invokeai_workflow|sd-metadata|extra_pnginfo)\s*:\s*(?=\S)/i.exec(text.slice(0, 100));
  if (keyed === null) texts.add(name, text);
  else texts.add(keyed[1]!.toLowerCase(), text.slice(keyed[0].length));
}

/** Eight bytes say how it is encoded; many writers leave them out, or write something else than they say. */
function userComment(bytes: Buffer): string {
  const mark = bytes.toString('latin1', 0, 8);
  const body = bytes.subarray(8);
  if (mark === 'UNICODE\0') return looksUtf8(body) ? utf8OrLatin1(body) : utf16(body);
  if (mark === 'ASCII\0\0\0' || mark === '\0\0\0\0\0\0\0\0') return looksWide(body) ? utf16(body) : utf8OrLatin1(body);
  if (mark === 'JIS\0\0\0\0\0') return shiftJis(body);
  return looksWide(bytes) ? utf16(bytes) : utf8OrLatin1(bytes);
}

/** Text of one byte a letter has no zeros; of two bytes every second is one, where it is Latin. */
function looksWide(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.subarray(0, 64).includes(0);
}

function looksUtf8(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 64);
  return head.length > 0 && !head.includes(0) && head.every((byte) => byte < 0x80);
}

function shiftJis(bytes: Buffer): string {
  return new TextDecoder(bytes.includes(0x1b) ? 'iso-2022-jp' : 'shift_jis').decode(bytes);
}

function untilZero(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
