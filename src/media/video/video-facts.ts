import type { ExtractedMetadata, MetadataFacts } from '../../domain/metadata.ts';
import type { Tags, VideoProbe } from './video-probe.ts';

const QUICKTIME = 'com.apple.quicktime.';
/** Longest text kept of one tag. ComfyUI's graph is told by `generation`. */
const MAX_TEXT = 20_000;
const MAX_TAGS = 200;
/** Clocks that were never set begin here: QuickTime counts from 1904, Unix from 1970, cameras from 1980 or 2000. */
const UNSET = new Set([Date.UTC(1904, 0, 1), Date.UTC(1970, 0, 1), Date.UTC(1980, 0, 1), Date.UTC(2000, 0, 1)]);
const EARLIEST = Date.UTC(1888, 0, 1);
const DAY_MS = 86_400_000;

/** When and where it was taken, with what, and what people wrote into it, from the tags of the container and its picture stream. */
export function videoFacts(probe: VideoProbe, now: number): ExtractedMetadata {
  const container = clean(probe.tags.container);
  const video = clean(probe.tags.video);
  const get = (...names: string[]): string | undefined => {
    for (const name of names) for (const tags of [container, video]) if (tags[name] !== undefined && tags[name] !== '') return tags[name];
    return undefined;
  };
  const text = (limit: number, ...names: string[]): string | undefined => get(...names, ...names.map((name) => QUICKTIME + name))?.slice(0, limit);
  const keywords = text(MAX_TEXT, 'keywords', 'keyword')
    ?.split(/[,;]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const found: { readonly [K in keyof MetadataFacts]: MetadataFacts[K] | undefined } = {
    ...date([get(`${QUICKTIME}creationdate`), get('date'), get('creation_time')], now),
    cameraMake: text(200, 'make', 'com.android.manufacturer', 'manufacturer'),
    cameraModel: text(200, 'model', 'com.android.model'),
    lens: text(200, `${QUICKTIME}camera.lens_model`, 'lens'),
    // that of the picture stream is the name of a codec
    software: text(200, 'software') ?? container.encoder?.slice(0, 200),
    title: text(1000, 'title', 'displayname'),
    description: text(MAX_TEXT, 'description', 'synopsis', 'comment'),
    keywords: keywords === undefined || keywords.length === 0 ? undefined : [...new Set(keywords)].slice(0, 500),
    creator: text(1000, 'artist', 'author', 'director'),
    copyright: text(1000, 'copyright'),
    ...place(get(`${QUICKTIME}location.iso6709`, 'location', 'location-eng', 'xyz')),
    rating: rating(get(`${QUICKTIME}rating.user`, 'rating')),
  };
  const raw = {
    Container: container,
    Video: { ...video, codec: probe.codec, profile: probe.profile, pixelFormat: probe.pixelFormat },
    Audio: clean(probe.tags.audio),
  };
  return { facts: Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as MetadataFacts, raw };
}

/** Names in lower case, texts that every database keeps. */
function clean(tags: Tags): Record<string, string> {
  const kept = Object.entries(tags).slice(0, MAX_TAGS);
  return Object.fromEntries(kept.map(([name, value]) => [printable(name).toLowerCase().slice(0, 200), printable(value).slice(0, MAX_TEXT).trim()]));
}

function printable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

type DateFacts = Pick<MetadataFacts, 'takenAt' | 'takenAtOffsetMinutes' | 'doubtfulDate'>;

/** The first that can be trusted. The phone's own date names its zone; `creation_time` is UTC by its standard. */
function date(candidates: ReadonlyArray<string | undefined>, now: number): DateFacts {
  let doubtful: string | undefined;
  for (const written of candidates) {
    const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,9})?)\s*(?:(Z)|([+-])(\d\d):?(\d\d))?$/.exec(written ?? '');
    if (written === undefined || match === null) continue;
    const offset = match[3] === 'Z' ? 0 : match[4] === undefined ? undefined : (match[4] === '-' ? -1 : 1) * (Number(match[5]) * 60 + Number(match[6]));
    const wall = Date.parse(`${match[1]}T${match[2]}Z`);
    const takenAt = Math.trunc(wall - (offset ?? 0) * 60_000);
    if (Number.isNaN(wall) || UNSET.has(wall) || takenAt < EARLIEST || takenAt > now + DAY_MS) doubtful ??= written;
    else return offset === undefined || Math.abs(offset) > 840 ? { takenAt } : { takenAt, takenAtOffsetMinutes: offset };
  }
  return doubtful === undefined ? {} : { doubtfulDate: doubtful };
}

/** ISO 6709: `+51.4169-000.0806+012.3/`. No one stands at 0° 0′ in the Atlantic. */
function place(text: string | undefined): Pick<MetadataFacts, 'latitude' | 'longitude' | 'altitudeMetres'> {
  const match = /^([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)([+-]\d{1,6}(?:\.\d+)?)?/.exec(text ?? '');
  if (match === null) return {};
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || (latitude === 0 && longitude === 0)) return {};
  return { latitude, longitude, ...(match[3] === undefined ? {} : { altitudeMetres: Number(match[3]) }) };
}

/** Stars; 0 says that nobody gave any. */
function rating(text: string | undefined): number | undefined {
  const stars = text === undefined ? 0 : Math.round(Number(text));
  return stars >= 1 && stars <= 5 ? stars : undefined;
}
