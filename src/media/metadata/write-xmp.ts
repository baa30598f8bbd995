import { randomBytes } from 'node:crypto';
import { copyFile, lstat, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, toAppError } from '../../core/errors.ts';
import type { MetadataFacts } from '../../domain/metadata.ts';
import type { ExifToolReader } from './exiftool.ts';

const EMPTY =
  '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n' +
  '  <rdf:Description rdf:about=""/>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>\n';

/** Facts that sidecars carry. */
export const WRITTEN_FACTS = [
  'title',
  'description',
  'keywords',
  'rating',
  'favourite',
  'contentRating',
  'takenAt',
  'latitude',
  'longitude',
  'creator',
  'copyright',
] as const;
export type WrittenFact = (typeof WRITTEN_FACTS)[number];

/** By fact what the file shall say; null = nothing, absent = whatever it says. */
export type SidecarFacts = { readonly [Fact in WrittenFact]?: MetadataFacts[Fact] | null } & { readonly takenAtOffsetMinutes?: number | null };

/**
 * Writes facts into an XMP sidecar, new or there already; whatever else stands in it stays as it is. Atomic: a copy is changed, made
 * durable and put in its place. A file that changed meanwhile, or is no regular one, is left alone: `file-changed`, `not-a-file`.
 */
export async function writeXmp(exiftool: ExifToolReader, path: string, facts: SidecarFacts): Promise<void> {
  // exiftool goes by the ending, and the watcher by the dot.
  const temp = join(dirname(path), `.magpie-${randomBytes(8).toString('hex')}.xmp`);
  try {
    const before = await lstat(path, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return undefined;
    });
    if (before?.isFile() === false) throw new AppError('not-a-file', { detail: `${path} is not a regular file` });
    if (before === undefined) await writeFile(temp, EMPTY, { flag: 'wx' });
    else await copyFile(path, temp);
    await exiftool.write(temp, tagsOf(facts));
    await makeDurable(temp);
    const now = await lstat(path, { bigint: true }).catch(() => undefined);
    if (before?.mtimeNs !== now?.mtimeNs || before?.ino !== now?.ino) throw new AppError('file-changed', { detail: `${path} was written to meanwhile` });
    await rename(temp, path);
    await makeDurable(dirname(path));
  } catch (error) {
    throw toAppError(error);
  } finally {
    await rm(temp, { force: true });
  }
}

type Tags = Record<string, string | number | readonly string[] | null>;

function tagsOf(facts: SidecarFacts): Tags {
  const tags: Tags = {};
  const put = (value: string | number | readonly string[] | null | undefined, ...names: string[]): void => {
    if (value !== undefined) for (const name of names) tags[name] = value === '' ? null : value;
  };
  put(facts.title, 'XMP-dc:Title');
  put(facts.description, 'XMP-dc:Description');
  put(facts.keywords === undefined ? undefined : facts.keywords === null || facts.keywords.length === 0 ? null : facts.keywords, 'XMP-dc:Subject');
  put(facts.creator, 'XMP-dc:Creator');
  put(facts.copyright, 'XMP-dc:Rights');
  put(facts.rating, 'XMP-xmp:Rating');
  put(facts.favourite == null ? facts.favourite : facts.favourite ? 'True' : 'False', 'XMP-magpie:Favourite');
  put(facts.contentRating, 'XMP-magpie:ContentRating');
  put(facts.latitude, 'XMP-exif:GPSLatitude');
  put(facts.longitude, 'XMP-exif:GPSLongitude');
  const { takenAt } = facts;
  put(
    takenAt === undefined ? undefined : takenAt === null ? null : exifTime(takenAt, facts.takenAtOffsetMinutes ?? null),
    'XMP-photoshop:DateCreated',
    'XMP-exif:DateTimeOriginal',
  );
  return tags;
}

/** As exiftool takes it: wall-clock time, with the zone when there is one. */
function exifTime(ms: number, offset: number | null): string {
  const [date, time] = new Date(ms + (offset ?? 0) * 60_000).toISOString().slice(0, -1).split('T');
  const size = Math.abs(offset ?? 0);
  const two = (value: number): string => String(value).padStart(2, '0');
  const zone = offset === null ? '' : `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${date!.replaceAll('-', ':')} ${time!.replace(/\.000$/, '')}${zone}`;
}

async function makeDurable(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
