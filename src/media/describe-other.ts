/** What a file is that Magpie does not take in, in words, by its first bytes; undefined when it cannot be told. */
export function describeOther(head: Buffer): string | undefined {
  if (at(head, 0, 'PK\x03\x04') || at(head, 0, 'PK\x05\x06')) return office(head) ?? 'a zip archive';
  if (at(head, 0, 'G') && at(head, 188, 'G')) return 'an MPEG transport stream';
  const known = STARTS.find(([, offset, ...starts]) => starts.some((start) => at(head, offset, start)));
  return known?.[0] ?? (isText(head) ? ofText(head) : undefined);
}

const STARTS: ReadonlyArray<readonly [words: string, offset: number, ...starts: string[]]> = [
  ['a PDF document', 0, '%PDF-'],
  ['a PostScript document', 0, '%!PS'],
  ['an RTF document', 0, '{\\rtf'],
  ['an Office document', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['a DjVu document', 0, 'AT&TFORM'],
  ['an MP3 audio file', 0, 'ID3', '\xff\xfb', '\xff\xf3', '\xff\xf2', '\xff\xfa'],
  ['an AAC audio file', 0, '\xff\xf1', '\xff\xf9'],
  ['a FLAC audio file', 0, 'fLaC'],
  ['an Ogg video', 28, '\x80theora'],
  ['an Ogg audio file', 0, 'OggS'],
  ['a WAV audio file', 8, 'WAVEfmt'],
  ['an AIFF audio file', 8, 'AIFF', 'AIFC'],
  ['a MIDI file', 0, 'MThd'],
  ['an M4A audio file', 4, 'ftypM4A ', 'ftypM4B ', 'ftypM4P ', 'ftypF4A ', 'ftypF4B ', 'ftypaax '],
  ['a Windows Media file', 0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
  ['a Flash video', 0, 'FLV\x01'],
  ['an MPEG video', 0, '\0\0\x01\xba', '\0\0\x01\xb3'],
  ['an icon or cursor (ICO)', 0, '\0\0\x01\0', '\0\0\x02\0'],
  ['a camera RAW of a kind that is not supported', 0, 'II*\0', 'MM\0*', 'II\x1a\0\0\0HEAPCCDR', 'FOVb', '\0MRM'],
  ['an OpenEXR picture', 0, 'v/1\x01'],
  ['a Radiance HDR picture', 0, '#?RADIANCE'],
  ['a GIMP picture (XCF)', 0, 'gimp xcf'],
  ['a DDS texture', 0, 'DDS '],
  ['a QOI picture', 0, 'qoif'],
  ['a gzip archive', 0, '\x1f\x8b'],
  ['a bzip2 archive', 0, 'BZh'],
  ['an xz archive', 0, '\xfd7zXZ\0'],
  ['a Zstandard archive', 0, '\x28\xb5\x2f\xfd'],
  ['a 7-Zip archive', 0, '7z\xbc\xaf\x27\x1c'],
  ['a RAR archive', 0, 'Rar!\x1a\x07'],
  ['a program', 0, 'MZ\x90\0', '\x7fELF', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe'],
  ['an SQLite database', 0, 'SQLite format 3\0'],
];

function at(head: Buffer, offset: number, start: string): boolean {
  return head.toString('latin1', offset, offset + start.length) === start;
}

/** What an e-book or office document says of itself in its first entry. */
function office(head: Buffer): string | undefined {
  const start = head.toString('latin1', 0, 512);
  if (start.includes('mimetypeapplication/epub')) return 'an EPUB book';
  if (start.includes('mimetypeapplication/vnd.oasis.opendocument')) return 'an OpenDocument file';
  if (start.includes('mimetypeimage/openraster') || start.includes('mimetypeapplication/x-krita')) return 'a layered picture of Krita or the like';
  return start.includes('[Content_Types].xml') || start.includes('_rels/.rels') ? 'an Office document' : undefined;
}

/** No control characters but those of lines; what is beyond ASCII may be a letter. */
function isText(head: Buffer): boolean {
  const some = head.subarray(0, 512);
  return some.length > 0 && some.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13);
}

function ofText(head: Buffer): string {
  const start = head
    .toString('utf8', 0, 256)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^<(?:!doctype html|html)/i.test(start)) return 'a web page';
  return start.startsWith('<?xml') ? 'an XML document' : 'a text';
}
