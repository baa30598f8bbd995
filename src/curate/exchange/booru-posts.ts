import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { CONTENT_RATINGS, type ContentRating, tagName } from '../../domain/tag.ts';

/** What a post of another booru says of a picture, found by its digest. */
export interface BooruPost {
  readonly md5: string | undefined;
  readonly sha256: string | undefined;
  /** Name to show when the picture is not here. */
  readonly label: string;
  /** By name (as kept) its category, if the booru has one. */
  readonly tags: ReadonlyMap<string, string | undefined>;
  readonly contentRating: ContentRating | undefined;
  readonly favourite: boolean;
}

/** The largest answer that is read at once; dumps beyond it are given as one post a line. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

/**
 * Posts in JSON: szurubooru's answers of /api/posts (`results`), Danbooru's, e621's, Gelbooru's and what gallery-dl writes; a list, one post
 * alone, or one post a line. A `.txt` is a sidecar of Hydrus, one tag a line, named after the digest of its picture. AppError `exchange-invalid` when it is none of these.
 */
export async function readBooruPosts(path: string): Promise<BooruPost[]> {
  // Before it is read: it would all be in memory.
  if ((await stat(path)).size > MAX_FILE_BYTES) throw new AppError('exchange-invalid', { detail: `${path} is larger than 512 MB; split it, one post a line` });
  const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  if (/\.txt$/i.test(path)) return [hydrusSidecar(basename(path), text)];
  return parsePosts(text).flatMap((post) => toPost(post) ?? []);
}

/** `creator:somebody`, `rating:explicit`, `long hair`: Hydrus calls the first part a namespace. */
function hydrusSidecar(name: string, text: string): BooruPost {
  const [digest = ''] = /^[0-9a-f]{64}|^[0-9a-f]{32}(?![0-9a-f])/i.exec(name) ?? [];
  if (digest === '') throw new AppError('exchange-invalid', { detail: 'Its name does not begin with the MD5 or SHA-256 of its picture' });
  const tags = new Map<string, string | undefined>();
  let rating: ContentRating | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, namespace, rest] = /^([a-z ]+):(.+)$/i.exec(line) ?? [];
    const category = CATEGORIES[namespace?.trim().toLowerCase() ?? ''];
    if (namespace?.toLowerCase() === 'rating') {
      rating = contentRating(rest?.trim());
      continue;
    }
    const written = tagName(category === undefined ? line : rest!);
    if (written !== undefined) tags.set(written, category);
  }
  const hex = digest.toLowerCase();
  return { md5: hex.length === 32 ? hex : undefined, sha256: hex.length === 64 ? hex : undefined, label: name, tags, contentRating: rating, favourite: false };
}

function parsePosts(text: string): unknown[] {
  try {
    return unwrap(JSON.parse(text));
  } catch {
    // Not one document: perhaps one a line.
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  try {
    return lines.flatMap((line) => unwrap(JSON.parse(line)));
  } catch (error) {
    throw new AppError('exchange-invalid', { detail: 'It is neither JSON nor JSON a line', cause: error });
  }
}

function unwrap(data: unknown): unknown[] {
  if (Array.isArray(data)) return data.flatMap(unwrap);
  if (!isObject(data)) return [];
  for (const name of ['results', 'posts', 'post']) if (Array.isArray(data[name])) return data[name] as unknown[];
  return [data];
}

function toPost(data: unknown): BooruPost | undefined {
  if (!isObject(data)) return undefined;
  const file = isObject(data['file']) ? data['file'] : {};
  const md5 = digest(data['checksumMD5'] ?? data['md5'] ?? file['md5'], 32);
  const sha256 = digest(data['sha256'], 64);
  if (md5 === undefined && sha256 === undefined) return undefined;
  const tags = new Map<string, string | undefined>();
  const add = (written: unknown, category: string | undefined): void => {
    const name = typeof written === 'string' ? tagName(written) : undefined;
    if (name !== undefined && (category !== undefined || !tags.has(name))) tags.set(name, category);
  };
  readTags(data, add);
  return {
    md5,
    sha256,
    label: String(data['filename'] ?? data['id'] ?? md5 ?? sha256),
    tags,
    contentRating: contentRating(data['safety'] ?? data['rating']),
    favourite: data['ownFavorite'] === true || data['is_favorited'] === true,
  };
}

/** Names differ from site to site; categories are those of ours. */
const CATEGORIES: Readonly<Record<string, string>> = {
  general: 'general',
  default: 'general',
  artist: 'artist',
  creator: 'artist',
  copyright: 'copyright',
  series: 'copyright',
  character: 'character',
  species: 'species',
  meta: 'meta',
  metadata: 'meta',
};

function readTags(data: Record<string, unknown>, add: (name: unknown, category: string | undefined) => void): void {
  const { tags } = data;
  const words = (value: unknown, category: string | undefined): void => {
    const list = typeof value === 'string' ? value.split(/\s+/) : Array.isArray(value) ? value : [];
    for (const one of list) {
      // szurubooru: {names: ['a', 'alias'], category: 'character'}
      if (isObject(one)) add(Array.isArray(one['names']) ? one['names'][0] : one['name'], CATEGORIES[String(one['category'] ?? '')] ?? category);
      else add(one, category);
    }
  };
  for (const [name, value] of Object.entries(data)) {
    const category = CATEGORIES[/^(?:tag_string|tags)_(\w+)$/.exec(name)?.[1] ?? ''];
    if (category !== undefined) words(value, category);
  }
  // e621: {general: [...], artist: [...]}
  if (isObject(tags)) for (const [category, value] of Object.entries(tags)) words(value, CATEGORIES[category]);
  else words(tags, undefined);
  words(data['tag_string'], undefined);
}

const RATINGS: Readonly<Record<string, ContentRating>> = {
  g: 'general',
  safe: 'general',
  s: 'sensitive',
  sketchy: 'questionable',
  q: 'questionable',
  unsafe: 'explicit',
  e: 'explicit',
};

function contentRating(value: unknown): ContentRating | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.toLowerCase();
  return RATINGS[text] ?? CONTENT_RATINGS.find((rating) => rating === text);
}

function digest(value: unknown, digits: number): string | undefined {
  return typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/i.test(value) ? value.toLowerCase() : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
