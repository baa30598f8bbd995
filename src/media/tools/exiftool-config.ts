import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tells exiftool of the properties no standard has: a favourite, and how explicit a picture is. */
const CONFIG = `%Image::ExifTool::UserDefined = (
  'Image::ExifTool::XMP::Main' => { magpie => { SubDirectory => { TagTable => 'Image::ExifTool::UserDefined::magpie' } } },
);
%Image::ExifTool::UserDefined::magpie = (
  GROUPS => { 0 => 'XMP', 1 => 'XMP-magpie', 2 => 'Other' },
  NAMESPACE => { 'magpie' => 'urn:magpie:marks:1.0/' },
  WRITABLE => 'string',
  Favourite => { Writable => 'boolean' },
  ContentRating => { },
);
1;
`;

let folder: string | undefined;

/** The file with it, for this process; exiftool takes it as a file only. */
export function exiftoolConfig(): string {
  folder ??= mkdtempSync(join(tmpdir(), 'magpie-exiftool-'));
  const path = join(folder, 'config');
  writeFileSync(path, CONFIG);
  return path;
}

export function dropExiftoolConfig(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
}
