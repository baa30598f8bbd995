import type { FileFormat } from '../domain/file-format.ts';

/** What a file is in words, and as which plain file it can be kept; `bin` when Magpie has no name for that. */
export interface OtherKind {
  readonly words: string;
  readonly format: FileFormat;
}

/** What a file is that has no picture, by its first bytes; undefined when it cannot be told. */
export function otherKind(head: Buffer): OtherKind | undefined {
  if (at(head, 0, 'PK\x03\x04') || at(head, 0, 'PK\x05\x06')) return packed(head);
  if (at(head, 0, 'G') && at(head, 188, 'G')) return { words: 'an MPEG transport stream', format: 'bin' };
  const known = STARTS.find(([, , offset, ...starts]) => starts.some((start) => at(head, offset, start)));
  if (known !== undefined) return { words: known[0], format: known[1] };
  return isText(head) ? ofText(head) : undefined;
}

const STARTS: ReadonlyArray<readonly [words: string, format: FileFormat, offset: number, ...starts: string[]]> = [
  ['a PDF document', 'pdf', 0, '%PDF-'],
  ['a PostScript document', 'ps', 0, '%!PS'],
  ['an RTF document', 'rtf', 0, '{\\rtf'],
  ['an Office document', 'ole', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['a DjVu document', 'djvu', 0, 'AT&TFORM'],
  ['an MP3 audio file', 'mp3', 0, 'ID3', '\xff\xfb', '\xff\xf3', '\xff\xf2', '\xff\xfa'],
  ['an AAC audio file', 'aac', 0, '\xff\xf1', '\xff\xf9'],
  ['a FLAC audio file', 'flac', 0, 'fLaC'],
  ['an Ogg video', 'bin', 28, '\x80theora'],
  ['an Ogg audio file', 'ogg', 0, 'OggS'],
  ['a WAV audio file', 'wav', 8, 'WAVEfmt'],
  ['an AIFF audio file', 'aiff', 8, 'AIFF', 'AIFC'],
  ['a MIDI file', 'midi', 0, 'MThd'],
  ['an M4A audio file', 'm4a', 4, 'ftypM4A ', 'ftypM4B ', 'ftypM4P ', 'ftypF4A ', 'ftypF4B ', 'ftypaax '],
  ['a Windows Media file', 'bin', 0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
  ['a Flash video', 'bin', 0, 'FLV\x01'],
  ['an MPEG video', 'bin', 0, '\0\0\x01\xba', '\0\0\x01\xb3'],
  ['an icon or cursor (ICO)', 'bin', 0, '\0\0\x01\0', '\0\0\x02\0'],
  ['a camera RAW of a kind that is not supported', 'bin', 0, 'II*\0', 'MM\0*', 'II\x1a\0\0\0HEAPCCDR', 'FOVb', '\0MRM'],
  ['an OpenEXR picture', 'bin', 0, 'v/1\x01'],
  ['a Radiance HDR picture', 'bin', 0, '#?RADIANCE'],
  ['a GIMP picture (XCF)', 'bin', 0, 'gimp xcf'],
  ['a DDS texture', 'bin', 0, 'DDS '],
  ['a QOI picture', 'bin', 0, 'qoif'],
  ['a gzip archive', 'gz', 0, '\x1f\x8b'],
  ['a bzip2 archive', 'bz2', 0, 'BZh'],
  ['an xz archive', 'xz', 0, '\xfd7zXZ\0'],
  ['a Zstandard archive', 'zst', 0, '\x28\xb5\x2f\xfd'],
  ['a 7-Zip archive', '7z', 0, '7z\xbc\xaf\x27\x1c'],
  ['a RAR archive', 'rar', 0, 'Rar!\x1a\x07'],
  ['a program', 'bin', 0, 'MZ\x90\0', '\x7fELF', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe'],
  ['an SQLite database', 'bin', 0, 'SQLite format 3\0'],
];

function at(head: Buffer, offset: number, start: string): boolean {
  return head.toString('latin1', offset, offset + start.length) === start;
}

/** What an e-book or office document says of itself in its first entry. */
function packed(head: Buffer): OtherKind {
  const start = head.toString('latin1', 0, 512);
  if (start.includes('mimetypeapplication/epub')) return { words: 'an EPUB book', format: 'epub' };
  if (start.includes('mimetypeapplication/vnd.oasis.opendocument')) return { words: 'an OpenDocument file', format: 'odf' };
  if (start.includes('mimetypeimage/openraster') || start.includes('mimetypeapplication/x-krita'))
    return { words: 'a layered picture of Krita or the like', format: 'bin' };
  if (start.includes('[Content_Types].xml') || start.includes('_rels/.rels')) return { words: 'an Office document', format: 'office' };
  return { words: 'a zip archive', format: 'zip' };
}

/** No control characters but those of lines; what is beyond ASCII may be a letter. */
function isText(head: Buffer): boolean {
  const some = head.subarray(0, 512);
  return some.length > 0 && some.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13);
}

function ofText(head: Buffer): OtherKind {
  const start = head
    .toString('utf8', 0, 256)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^<(?:!doctype html|html)/i.test(start)) return { words: 'a web page', format: 'html' };
  return start.startsWith('<?xml') ? { words: 'an XML document', format: 'xml' } : { words: 'a text', format: 'txt' };
}
