import { lstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Whether it still lies there as this process wrote it. A folder for temporary files is tidied after some days, and then anybody of this
 * machine could put Perl of their own under its name.
 */
export function isConfigOurs(): boolean {
  const found = folder === undefined ? undefined : lstatSync(join(folder, 'config'), { throwIfNoEntry: false });
  return found?.isFile() === true && found.uid === (process.getuid?.() ?? found.uid);
}

export function dropExiftoolConfig(): void {
  if (folder !== undefined && isConfigOurs()) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
}
