import { CONTENT_RATINGS } from '../../domain/tag.ts';

/**
 * How the value of a field is read: numbers with units become plain numbers in the unit of the catalog (bytes, milliseconds,
 * pixels), dates become milliseconds since 1970.
 */
export type FieldType = 'number' | 'bytes' | 'date' | 'age' | 'duration' | 'ratio' | 'text' | 'hash' | 'id' | 'choice';

interface FieldFacts {
  readonly type: FieldType;
  /** One line for the help and the suggestions. */
  readonly about: string;
  readonly example: string;
  /** Of a `choice`: what may stand there. */
  readonly choices?: readonly string[];
  /** Of a `choice`: other ways to write one. */
  readonly spellings?: Readonly<Record<string, string>>;
  /** Other names that mean the same. */
  readonly aliases?: readonly string[];
  /** Whether `none` and `any` may stand there: the fact is absent, or there at all. */
  readonly optional?: boolean;
}

/** What may stand before a colon. */
export const FIELDS = {
  tag: { type: 'text', about: 'a tag, and never a word of a text', example: 'tag:long_hair', aliases: ['tags'], optional: true },
  words: { type: 'text', about: 'words of names, titles, descriptions, keywords and prompts, and never a tag', example: 'words:castle', aliases: ['word'] },
  search: { type: 'text', about: 'what a saved search finds', example: 'search:"summer trips"', aliases: ['saved'] },
  id: { type: 'id', about: 'number of an asset', example: 'id:1..100' },
  width: { type: 'number', about: 'pixels across', example: 'width:>=1920' },
  height: { type: 'number', about: 'pixels down', example: 'height:1080' },
  mpixels: { type: 'number', about: 'millions of pixels', example: 'mpixels:>=12', aliases: ['megapixels'] },
  ratio: { type: 'ratio', about: 'width to height', example: 'ratio:16:9' },
  filesize: { type: 'bytes', about: 'size of the file', example: 'filesize:1mb..5mb', aliases: ['size'] },
  filetype: { type: 'text', about: 'format of the file', example: 'filetype:png,webp', aliases: ['format', 'ext'] },
  filename: { type: 'text', about: 'name of the file', example: 'filename:IMG_*', aliases: ['name'] },
  date: { type: 'date', about: 'when it was taken, else when the file was last changed', example: 'date:2024-05..2024-08' },
  added: { type: 'date', about: 'when it came into the library', example: 'added:2026', aliases: ['created'] },
  age: { type: 'age', about: 'how long ago it came into the library', example: 'age:<1w' },
  duration: { type: 'duration', about: 'length of a video', example: 'duration:>1m30s', optional: true },
  frames: { type: 'number', about: 'frames or pages', example: 'frames:>1' },
  score: { type: 'number', about: 'stars, -1 for rejected', example: 'score:>=4', aliases: ['stars'], optional: true },
  rating: {
    type: 'choice',
    about: 'content rating; with a number, the stars',
    example: 'rating:general,sensitive',
    choices: CONTENT_RATINGS,
    spellings: { g: 'general', s: 'sensitive', q: 'questionable', e: 'explicit', safe: 'general' },
    optional: true,
  },
  fav: {
    type: 'choice',
    about: 'whether it is a favourite',
    example: 'fav:yes',
    choices: ['yes', 'no'],
    spellings: { me: 'yes', any: 'yes', true: 'yes', none: 'no', false: 'no' },
    aliases: ['favourite', 'favorite'],
  },
  tagcount: { type: 'number', about: 'how many tags it bears', example: 'tagcount:<5' },
  source: { type: 'text', about: 'the address it was fetched from', example: 'source:pixiv', optional: true },
  scored: { type: 'date', about: 'when a person gave it its score', example: 'scored:today', optional: true },
  favourited: { type: 'date', about: 'when it became a favourite', example: 'favourited:2026-11', optional: true },
  note: { type: 'text', about: 'words of a note on it', example: 'note:*translation*', aliases: ['notes'], optional: true },
  camera: { type: 'text', about: 'make or model of the camera', example: 'camera:"EOS R6"', optional: true },
  lens: { type: 'text', about: 'the lens', example: 'lens:*50mm*', optional: true },
  iso: { type: 'number', about: 'sensitivity', example: 'iso:>=3200', optional: true },
  aperture: { type: 'number', about: 'f-number', example: 'aperture:<=2', aliases: ['fnumber'], optional: true },
  focal: { type: 'number', about: 'focal length in millimetres', example: 'focal:35..85', optional: true },
  keyword: { type: 'text', about: 'a keyword of the file, its sidecar or its prompt', example: 'keyword:holiday', aliases: ['keywords'], optional: true },
  title: { type: 'text', about: 'its title', example: 'title:*sunset*', optional: true },
  creator: { type: 'text', about: 'who made it', example: 'creator:"Ann Lee"', aliases: ['author'], optional: true },
  software: { type: 'text', about: 'the program that wrote it', example: 'software:darktable*', optional: true },
  md5: { type: 'hash', about: 'digest of the bytes', example: 'md5:d41d8cd98f00b204e9800998ecf8427e' },
  sha256: { type: 'hash', about: 'digest of the bytes', example: 'sha256:e3b0c442…' },
  session: { type: 'text', about: 'the ingest session that brought it', example: 'session:01a1fd…' },
  parent: { type: 'id', about: 'an asset and its children; any, none: whether it has a parent', example: 'parent:1234', optional: true },
  child: { type: 'id', about: 'the parent of an asset; any, none: whether it has children', example: 'child:any', optional: true },
  pool: { type: 'text', about: 'a pool by id or name; any, none, series, collection', example: 'pool:summer_trip', optional: true },
  is: {
    type: 'choice',
    about: 'what it is',
    example: 'is:video',
    choices: [
      'image',
      'raw',
      'video',
      'file',
      'animated',
      'portrait',
      'landscape',
      'square',
      'generated',
      'favourite',
      'sfw',
      'nsfw',
      ...CONTENT_RATINGS,
      'gif',
      'jpg',
      'png',
      'webp',
      'mp4',
      'webm',
    ],
    spellings: { favorite: 'favourite', fav: 'favourite' },
  },
  has: {
    type: 'choice',
    about: 'what is known of it',
    example: 'has:place',
    choices: [
      'tags',
      'source',
      'place',
      'camera',
      'date',
      'score',
      'rating',
      'title',
      'description',
      'keywords',
      'audio',
      'alpha',
      'generation',
      'note',
      'parent',
      'children',
      'siblings',
      'variants',
      'pool',
    ],
  },
  'gen.prompt': { type: 'text', about: 'words of the prompt', example: 'gen.prompt:castle', aliases: ['prompt'], optional: true },
  'gen.negative': { type: 'text', about: 'words of the negative prompt', example: 'gen.negative:blurry', optional: true },
  'gen.model': { type: 'text', about: 'model it was generated with', example: 'gen.model:sdxl*', aliases: ['model'], optional: true },
  'gen.lora': { type: 'text', about: 'LoRA it was generated with', example: 'gen.lora:detail*', aliases: ['lora'], optional: true },
  'gen.sampler': { type: 'text', about: 'sampler', example: 'gen.sampler:euler*', aliases: ['sampler'], optional: true },
  'gen.seed': { type: 'text', about: 'seed', example: 'gen.seed:42', aliases: ['seed'], optional: true },
  'gen.steps': { type: 'number', about: 'steps', example: 'gen.steps:>30', aliases: ['steps'], optional: true },
  'gen.cfg': { type: 'number', about: 'guidance', example: 'gen.cfg:7', aliases: ['cfg'], optional: true },
} as const satisfies Record<string, FieldFacts>;

export type FieldName = keyof typeof FIELDS;

/** In the order they are offered. */
export const ORDERS = [
  'newest',
  'oldest',
  'added',
  'added_asc',
  'id',
  'id_asc',
  'filesize',
  'filesize_asc',
  'mpixels',
  'mpixels_asc',
  'width',
  'width_asc',
  'height',
  'height_asc',
  'landscape',
  'portrait',
  'duration',
  'duration_asc',
  'score',
  'score_asc',
  'fav',
  'fav_asc',
  'tagcount',
  'tagcount_asc',
  'name',
  'name_desc',
  'rank',
  'random',
] as const;
/** The order people gave to a pool: only where the search is in one. */
export const POOL_ORDER = 'pool';
export type OrderName = (typeof ORDERS)[number] | typeof POOL_ORDER;

/** Other ways to write an order; any also with `_desc` where that is what it does already. */
const ORDER_SPELLINGS: Readonly<Record<string, OrderName>> = {
  date: 'newest',
  date_asc: 'oldest',
  created_at: 'added',
  created_at_asc: 'added_asc',
  rating: 'score',
  rating_asc: 'score_asc',
  stars: 'score',
  stars_asc: 'score_asc',
  size: 'filesize',
  size_asc: 'filesize_asc',
  favourite: 'fav',
  favorite: 'fav',
  filename: 'name',
  relevance: 'rank',
};

const ALL_ORDERS: readonly OrderName[] = [...ORDERS, POOL_ORDER];

export function orderNamed(word: string): OrderName | undefined {
  const find = (name: string) => ALL_ORDERS.find((order) => order === name) ?? (Object.hasOwn(ORDER_SPELLINGS, name) ? ORDER_SPELLINGS[name] : undefined);
  return find(word) ?? (word.endsWith('_desc') ? find(word.slice(0, -'_desc'.length)) : undefined);
}

export function fieldFacts(name: FieldName): FieldFacts {
  return FIELDS[name];
}

const BY_NAME = new Map<string, FieldName>(
  Object.entries(FIELDS).flatMap(([name, facts]) => [name, ...((facts as FieldFacts).aliases ?? [])].map((word) => [word, name as FieldName] as const)),
);

/** The field a word before a colon stands for, in any letter case. */
export function fieldNamed(word: string): FieldName | undefined {
  return BY_NAME.get(word.toLowerCase());
}

/** All words that may stand before a colon. */
export const FIELD_WORDS: readonly string[] = [...BY_NAME.keys(), 'order'];
