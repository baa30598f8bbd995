import type { MetadataFacts } from '../../domain/metadata.ts';
import { cleanKeywords, cleanText } from './clean-text.ts';
import { contentRatingOf, yesOrNo } from './mark-facts.ts';
import { positionIn } from './position.ts';
import { firstOf, listOf, numberIn, numberOf, type Tags } from './tags.ts';
import { takenAtIn } from './taken-at.ts';

const NAME = 200;
const TITLE = 1_000;
const TEXT = 20_000;

/**
 * The facts in what a reader found. Texts: XMP before IPTC before EXIF, since that is the order in which editors keep them up;
 * what the camera knows: EXIF first. Values that are absent, garbled or not plausible are left out; nothing is ever thrown.
 */
export function factsFromTags(tags: Tags, now: number = Date.now()): MetadataFacts {
  const get = (...names: string[]): unknown => firstOf(tags, names);
  const name = (...names: string[]): string | undefined => cleanText(text(get(...names)), NAME);
  return omitUndefined({
    ...takenAtIn(tags, now),
    cameraMake: name('EXIF:Make', 'XMP:Make', 'QuickTime:Make', 'QuickTime:AndroidManufacturer', 'MakerNotes:Make'),
    cameraModel: name('EXIF:Model', 'XMP:Model', 'QuickTime:Model', 'QuickTime:AndroidModel', 'MakerNotes:Model'),
    lens: lens(name('EXIF:LensModel', 'XMP:LensModel', 'XMP:Lens', 'MakerNotes:LensModel', 'QuickTime:LensModel', 'APP1:LensModel', 'Composite:LensID')),
    focalLengthMm: numberIn(get('EXIF:FocalLength', 'XMP:FocalLength', 'MakerNotes:FocalLength'), 0.1, 10_000),
    aperture: numberIn(get('EXIF:FNumber', 'XMP:FNumber', 'MakerNotes:FNumber'), 0.1, 1000),
    iso: numberIn(get('EXIF:ISO', 'EXIF:RecommendedExposureIndex', 'XMP:ISO', 'XMP:ISOSpeedRatings', 'Composite:ISO', 'MakerNotes:ISO'), 1, 10_000_000),
    exposureSeconds: numberIn(get('EXIF:ExposureTime', 'XMP:ExposureTime', 'MakerNotes:ExposureTime'), 1e-7, 1_000_000),
    ...positionIn(tags),
    software: name('EXIF:Software', 'XMP:CreatorTool', 'PNG:Software', 'QuickTime:Software', 'QuickTime:Encoder', 'QuickTime:AndroidVersion'),
    title: cleanText(text(get('XMP:Title', 'IPTC:ObjectName', 'EXIF:XPTitle', 'PNG:Title', 'QuickTime:Title', 'QuickTime:DisplayName')), TITLE),
    description: description(
      cleanText(
        text(get('XMP:Description', 'IPTC:Caption-Abstract', 'EXIF:ImageDescription', 'EXIF:XPComment', 'PNG:Description', 'QuickTime:Description')),
        TEXT,
        true,
      ),
    ),
    keywords: keywords(tags),
    creator: cleanText(people(get('XMP:Creator', 'IPTC:By-line', 'EXIF:Artist', 'EXIF:XPAuthor', 'PNG:Author', 'QuickTime:Author', 'QuickTime:Artist')), TITLE),
    copyright: cleanText(text(get('XMP:Rights', 'IPTC:CopyrightNotice', 'EXIF:Copyright', 'PNG:Copyright', 'QuickTime:Copyright')), TITLE),
    rating: rating(tags),
    // Properties of Magpie's own, see media/tools/exiftool-config.ts; other programs have none for these two.
    favourite: get('XMP:Favourite') === undefined ? undefined : yesOrNo(get('XMP:Favourite')),
    contentRating: contentRatingOf(get('XMP:ContentRating')),
  });
}

/** Text of one value, a language list's first, or UTF-16 bytes as Windows writes them. */
function text(value: unknown): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  if (one instanceof Uint8Array) return Buffer.from(one).toString('utf16le');
  if (typeof one === 'number') return String(one);
  return typeof one === 'string' ? one : undefined;
}

function people(value: unknown): string | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : text(value);
}

/** `----` and a bare `0.0 mm f/0.0` are what cameras write without a lens; a number alone is a code of the maker. */
function lens(name: string | undefined): string | undefined {
  return name === undefined || /^[-\s]+$/.test(name) || /^0(\.0)?\s?mm f\/0/.test(name) || /^unknown\b/i.test(name) || !/mm|[a-z]{2}/i.test(name)
    ? undefined
    : name;
}

/** Cameras write their own name where a person would describe the picture. */
const BOILERPLATE = /^(?:olympus digital camera|minolta digital camera|konica minolta digital camera|sony dsc|dcim\\.*|digital camera|default|untitled|dsc)$/i;

function description(found: string | undefined): string | undefined {
  return found === undefined || BOILERPLATE.test(found) ? undefined : found;
}

/**
 * Flat keywords, and of each path (`Places|Italy|Rome`, `Places/Italy/Rome`) its last part. Programs that write paths usually write
 * the flat ones too.
 */
function keywords(tags: Tags): string[] | undefined {
  const windows = listOf(text(tags['EXIF:XPKeywords'])?.replace(/\0+$/, '').split(';'));
  const paths = [
    ...listOf(tags['XMP:HierarchicalSubject']).map((path) => leaf(path, '|')),
    ...listOf(tags['XMP:TagsList']).map((path) => leaf(path, '/')),
    ...listOf(tags['XMP:LastKeywordXMP']).map((path) => leaf(path, '/')),
  ];
  const video = listOf(tags['QuickTime:Keywords']).flatMap((one) => (typeof one === 'string' ? one.split(',') : []));
  const flat = [...listOf(tags['XMP:Subject']), ...listOf(tags['IPTC:Keywords'])];
  return cleanKeywords([...flat, ...paths, ...(flat.length + paths.length === 0 ? [...windows, ...video] : [])]);
}

function leaf(path: unknown, separator: string): unknown {
  return typeof path === 'string' ? path.split(separator).at(-1) : path;
}

/** Stars. 0 says "not rated" in Lightroom and Windows, so it is no rating; -1 is Lightroom's "rejected". */
function rating(tags: Tags): number | undefined {
  const stars = numberOf(firstOf(tags, ['XMP:Rating', 'EXIF:Rating', 'QuickTime:Rating']));
  if (stars !== undefined && stars >= -1 && stars <= 5 && Math.round(stars) !== 0) return Math.round(stars);
  const percent = stars === undefined ? numberIn(firstOf(tags, ['XMP:RatingPercent', 'EXIF:RatingPercent']), 1, 100) : undefined;
  // What Windows writes: 1, 25, 50, 75 and 99 for one to five stars.
  return percent === undefined ? undefined : Math.min(5, Math.max(1, Math.round(percent / 25) + 1));
}

function omitUndefined(facts: { readonly [K in keyof MetadataFacts]: MetadataFacts[K] | undefined }): MetadataFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as MetadataFacts;
}
