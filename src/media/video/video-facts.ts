import type { ExtractedMetadata } from '../../domain/metadata.ts';
import { factsFromTags } from '../metadata/facts-from-tags.ts';
import type { Tags, VideoProbe } from './video-probe.ts';

/** Longest text kept of one tag; ComfyUI's graphs are told by `generation`. */
const MAX_TEXT = 20_000;
const MAX_TAGS = 200;

/** What ffprobe calls what exiftool calls so; the first that is there counts. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'QuickTime:CreationDate': ['com.apple.quicktime.creationdate', 'date'],
  'QuickTime:CreateDate': ['creation_time'],
  'QuickTime:Make': ['com.apple.quicktime.make', 'make'],
  'QuickTime:AndroidManufacturer': ['com.android.manufacturer'],
  'QuickTime:Model': ['com.apple.quicktime.model', 'model'],
  'QuickTime:AndroidModel': ['com.android.model'],
  'QuickTime:LensModel': ['com.apple.quicktime.camera.lens_model'],
  'QuickTime:Software': ['com.apple.quicktime.software', 'software'],
  'QuickTime:Encoder': ['encoder'],
  'QuickTime:AndroidVersion': ['com.android.version'],
  'QuickTime:Title': ['com.apple.quicktime.title', 'title'],
  'QuickTime:DisplayName': ['com.apple.quicktime.displayname'],
  'QuickTime:Description': ['com.apple.quicktime.description', 'description', 'synopsis', 'com.apple.quicktime.comment', 'comment'],
  'QuickTime:Keywords': ['com.apple.quicktime.keywords', 'keywords'],
  'QuickTime:Author': ['com.apple.quicktime.author', 'author'],
  'QuickTime:Artist': ['com.apple.quicktime.artist', 'artist'],
  'QuickTime:Copyright': ['com.apple.quicktime.copyright', 'copyright'],
  'QuickTime:GPSCoordinates': ['com.apple.quicktime.location.iso6709', 'location', 'xyz'],
  'QuickTime:Rating': ['com.apple.quicktime.rating.user', 'rating'],
};

/** When and where it was taken, with what, and what people wrote into it, from the tags of the container and its streams. */
export function videoFacts(probe: VideoProbe, now: number): ExtractedMetadata {
  const container = clean(probe.tags.container);
  const video = clean(probe.tags.video);
  // the encoder of the picture stream is the name of a codec
  const { encoder: _codec, ...own } = video;
  const all: Tags = { ...own, ...container };
  const found = Object.entries(NAMES).map(([name, names]) => [name, names.map((one) => all[one]).find((text) => text !== undefined && text !== '')] as const);
  const raw = {
    Container: container,
    Video: { ...video, codec: probe.codec, profile: probe.profile, pixelFormat: probe.pixelFormat },
    ...(probe.audio === null ? {} : { Audio: { ...clean(probe.tags.audio), codec: probe.audio } }),
  };
  return { facts: factsFromTags(Object.fromEntries(found.filter(([, text]) => text !== undefined)), now), raw };
}

/** Names in lower case; texts that every database keeps. */
function clean(tags: Tags): Record<string, string> {
  const kept = Object.entries(tags).slice(0, MAX_TAGS);
  return Object.fromEntries(kept.map(([name, value]) => [printable(name).toLowerCase().slice(0, 200), printable(value).slice(0, MAX_TEXT).trim()]));
}

function printable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
