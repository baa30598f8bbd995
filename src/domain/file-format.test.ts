import { expect, test } from 'vitest';
import { type FileFormat, isWanted } from './file-format.ts';

test.each<[name: string, format: FileFormat, wanted: string[], kept: boolean]>([
  ['a.pdf', 'pdf', [], false],
  ['a.pdf', 'pdf', ['pdf'], true],
  ['A.PDF', 'pdf', ['.Pdf'], true],
  // What it is counts, not how it is called.
  ['no ending', 'pdf', ['pdf'], true],
  ['a.txt', 'pdf', ['pdf'], true],
  ['a.pdf', 'mp3', ['pdf'], false],
  ['a.pdf', 'html', ['pdf'], false],
  // Of texts and the unknown the name says which ones are meant.
  ['read.md', 'txt', ['md'], true],
  ['read.txt', 'txt', ['md'], false],
  ['LICENSE', 'txt', ['txt'], true],
  ['model.stl', 'bin', ['stl'], true],
  ['model.stl', 'bin', ['documents', 'audio'], false],
  ['letter.docx', 'office', ['docx'], true],
  ['table.xlsx', 'office', ['docx'], false],
  ['table.xlsx', 'office', ['documents'], true],
  ['book.cbz', 'zip', ['zip'], false],
  ['book.cbz', 'zip', ['archives'], true],
  ['song', 'mp3', ['audio'], true],
  ['.profile', 'txt', ['profile'], false],
  ['anything', 'bin', ['all'], true],
  ['anything', 'bin', ['others'], true],
])('%s (%s) with %j: %s', (name, format, wanted, kept) => {
  expect(isWanted(name, format, wanted)).toBe(kept);
});
