/** What a setting may name beside single endings. `others`: whatever Magpie knows no name for. */
export const FILE_GROUPS = ['documents', 'audio', 'archives', 'texts', 'others'] as const;
export type FileGroup = (typeof FILE_GROUPS)[number];

interface FileFacts {
  readonly kind: 'file';
  readonly group: FileGroup;
  readonly mime: string;
  readonly title: string;
  readonly endings: readonly string[];
  /** Its bytes do not tell which of its endings it should bear, so a single ending is wanted by the name. */
  readonly byName?: true;
}

/** Types of files without pixels: kept as they are where the setting ingest.keepOtherFiles wants them. */
export const FILE_FORMATS = {
  pdf: { kind: 'file', group: 'documents', mime: 'application/pdf', title: 'PDF', endings: ['pdf'] },
  ps: { kind: 'file', group: 'documents', mime: 'application/postscript', title: 'PostScript', endings: ['ps', 'eps', 'ai'] },
  rtf: { kind: 'file', group: 'documents', mime: 'application/rtf', title: 'RTF', endings: ['rtf'] },
  djvu: { kind: 'file', group: 'documents', mime: 'image/vnd.djvu', title: 'DjVu', endings: ['djvu', 'djv'] },
  epub: { kind: 'file', group: 'documents', mime: 'application/epub+zip', title: 'EPUB', endings: ['epub'] },
  odf: {
    kind: 'file',
    group: 'documents',
    mime: 'application/vnd.oasis.opendocument.text',
    title: 'OpenDocument',
    endings: ['odt', 'ods', 'odp', 'odg'],
    byName: true,
  },
  office: {
    kind: 'file',
    group: 'documents',
    mime: 'application/vnd.openxmlformats-officedocument',
    title: 'Office',
    endings: ['docx', 'xlsx', 'pptx'],
    byName: true,
  },
  ole: { kind: 'file', group: 'documents', mime: 'application/x-ole-storage', title: 'old Office', endings: ['doc', 'xls', 'ppt'], byName: true },
  mp3: { kind: 'file', group: 'audio', mime: 'audio/mpeg', title: 'MP3', endings: ['mp3'] },
  aac: { kind: 'file', group: 'audio', mime: 'audio/aac', title: 'AAC', endings: ['aac'] },
  m4a: { kind: 'file', group: 'audio', mime: 'audio/mp4', title: 'M4A', endings: ['m4a', 'm4b'] },
  flac: { kind: 'file', group: 'audio', mime: 'audio/flac', title: 'FLAC', endings: ['flac'] },
  ogg: { kind: 'file', group: 'audio', mime: 'audio/ogg', title: 'Ogg', endings: ['ogg', 'oga', 'opus'] },
  wav: { kind: 'file', group: 'audio', mime: 'audio/wav', title: 'WAV', endings: ['wav'] },
  aiff: { kind: 'file', group: 'audio', mime: 'audio/aiff', title: 'AIFF', endings: ['aiff', 'aif'] },
  midi: { kind: 'file', group: 'audio', mime: 'audio/midi', title: 'MIDI', endings: ['mid', 'midi'] },
  zip: { kind: 'file', group: 'archives', mime: 'application/zip', title: 'zip', endings: ['zip', 'cbz'], byName: true },
  '7z': { kind: 'file', group: 'archives', mime: 'application/x-7z-compressed', title: '7-Zip', endings: ['7z', 'cb7'] },
  rar: { kind: 'file', group: 'archives', mime: 'application/vnd.rar', title: 'RAR', endings: ['rar', 'cbr'] },
  gz: { kind: 'file', group: 'archives', mime: 'application/gzip', title: 'gzip', endings: ['gz', 'tgz'] },
  bz2: { kind: 'file', group: 'archives', mime: 'application/x-bzip2', title: 'bzip2', endings: ['bz2', 'tbz2'] },
  xz: { kind: 'file', group: 'archives', mime: 'application/x-xz', title: 'xz', endings: ['xz', 'txz'] },
  zst: { kind: 'file', group: 'archives', mime: 'application/zstd', title: 'Zstandard', endings: ['zst'] },
  html: { kind: 'file', group: 'texts', mime: 'text/html', title: 'web page', endings: ['html', 'htm', 'xhtml'] },
  xml: { kind: 'file', group: 'texts', mime: 'application/xml', title: 'XML', endings: ['xml'], byName: true },
  txt: { kind: 'file', group: 'texts', mime: 'text/plain', title: 'text', endings: ['txt', 'md', 'csv', 'log', 'nfo', 'srt', 'json', 'yaml'], byName: true },
  bin: { kind: 'file', group: 'others', mime: 'application/octet-stream', title: 'file', endings: [], byName: true },
} as const satisfies Record<string, FileFacts>;

export type FileFormat = keyof typeof FILE_FORMATS;

export function fileFacts(format: FileFormat): FileFacts {
  return FILE_FORMATS[format];
}

/** Lower case, without the dot; empty when a name has none. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/**
 * Whether a file that is no picture and no video is wanted: by what it is (a PDF under any name), and where its bytes do not tell (a text,
 * something unknown) by the ending of its name. `wanted` holds endings and groups, and `all`.
 */
export function isWanted(name: string, format: FileFormat, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return false;
  const { group, endings, byName } = fileFacts(format);
  const words = new Set(wanted.map((word) => word.trim().replace(/^\./, '').toLowerCase()));
  if (words.has('all') || words.has(group)) return true;
  const ending = endingOf(name);
  if (words.has(ending) && (byName === true || endings.includes(ending))) return true;
  return byName === true ? words.has(format) && (ending === '' || ending === format) : endings.some((one) => words.has(one));
}
