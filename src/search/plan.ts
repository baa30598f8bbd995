import type { Condition, NumberFact, TextFact } from '../catalog/search-condition.ts';
import type { FoundTag } from '../catalog/tag-search-queries.ts';
import { fileFacts } from '../domain/file-format.ts';
import { FORMATS, isPlainFile, type MediaFormat, type MediaKind } from '../domain/format.ts';
import { searchKey } from '../domain/saved-search.ts';
import { CONTENT_RATINGS } from '../domain/tag.ts';
import { HAS_LINKS, linkField } from './plan-links.ts';
import type { Node, Query, Range, Value } from './query/ast.ts';
import type { FieldName } from './query/fields.ts';
import type { Meanings } from './resolve.ts';
import { allOf, wordsCondition } from './words.ts';

/** What a plan rests on. */
export interface PlanContext {
  /** What ages are counted back from. */
  readonly now: number;
  readonly meanings: Meanings;
}

/** What the catalog is asked: undefined = every asset. */
export function planCondition({ where }: Query, context: PlanContext): Condition | undefined {
  return where && condition(where, context);
}

function condition(node: Node, context: PlanContext): Condition {
  switch (node.kind) {
    case 'and':
      return allOf(node.parts.map((part) => condition(part, context)));
    case 'or':
      return { kind: 'some', parts: node.parts.map((part) => condition(part, context)) };
    case 'not':
      return { kind: 'not', part: condition(node.part, context) };
    case 'word': {
      const tags = context.meanings.tags.get(node.text);
      return tags === undefined ? wordsCondition(node.text, false) : tagged(tags);
    }
    case 'phrase':
      return wordsCondition(node.text, true);
    case 'field':
      return field(node.name, node.value, context);
  }
}

function tagged(tags: readonly FoundTag[]): Condition {
  return { kind: 'tagged', tags: tags.map(({ id }) => id) };
}

/** What the file and its sidecar say, and what was asked of its generator. */
const KEYWORD_FACTS: readonly TextFact[] = ['keywords', 'promptKeywords'];

const NUMBER_FIELDS: Partial<Record<FieldName, { readonly fact: NumberFact; readonly times?: number }>> = {
  id: { fact: 'id' },
  width: { fact: 'width' },
  height: { fact: 'height' },
  mpixels: { fact: 'pixels', times: 1e6 },
  ratio: { fact: 'ratio' },
  filesize: { fact: 'bytes' },
  date: { fact: 'time' },
  added: { fact: 'added' },
  duration: { fact: 'duration' },
  frames: { fact: 'frames' },
  score: { fact: 'rating' },
  tagcount: { fact: 'tagCount' },
  scored: { fact: 'scored' },
  favourited: { fact: 'favourited' },
  iso: { fact: 'iso' },
  aperture: { fact: 'aperture' },
  focal: { fact: 'focalLength' },
  'gen.steps': { fact: 'steps' },
  'gen.cfg': { fact: 'cfg' },
};

/** `anywhere`: the text may stand within a longer one; otherwise it is the whole. */
const TEXT_FIELDS: Partial<Record<FieldName, { readonly facts: readonly TextFact[]; readonly anywhere?: true }>> = {
  filename: { facts: ['name'], anywhere: true },
  source: { facts: ['source'], anywhere: true },
  camera: { facts: ['cameraModel', 'cameraMake'], anywhere: true },
  lens: { facts: ['lens'], anywhere: true },
  title: { facts: ['title'], anywhere: true },
  creator: { facts: ['creator'], anywhere: true },
  software: { facts: ['software'], anywhere: true },
  'gen.prompt': { facts: ['prompt'], anywhere: true },
  'gen.negative': { facts: ['negative'], anywhere: true },
  'gen.model': { facts: ['model'], anywhere: true },
  'gen.sampler': { facts: ['sampler'], anywhere: true },
  'gen.seed': { facts: ['seed'] },
};

const KINDS: Partial<Record<string, readonly MediaKind[]>> = { image: ['image', 'raw'], raw: ['raw'], video: ['video'], file: ['file'] };

const HAS: Record<string, Condition> = {
  tags: { kind: 'within', fact: 'tagCount', min: 1 },
  source: { kind: 'known', fact: 'source' },
  place: { kind: 'known', fact: 'latitude' },
  camera: { kind: 'known', fact: 'cameraModel' },
  date: { kind: 'known', fact: 'taken' },
  score: { kind: 'known', fact: 'rating' },
  rating: { kind: 'known', fact: 'contentRating' },
  title: { kind: 'known', fact: 'title' },
  description: { kind: 'known', fact: 'description' },
  keywords: { kind: 'known', fact: 'keywords' },
  audio: { kind: 'known', fact: 'audio' },
  alpha: { kind: 'within', fact: 'alpha', min: 1 },
  generation: { kind: 'known', fact: 'generator' },
  note: { kind: 'noted' },
  ...HAS_LINKS,
};

/** Every asset, where something has to be asked. */
const ANYTHING: Condition = { kind: 'not', part: { kind: 'tagged', tags: [] } };

function field(name: FieldName, value: Value, context: PlanContext): Condition {
  const { now, meanings } = context;
  if (name === 'age') return ranges(value, (range) => within('added', back(range, now)));
  const number = NUMBER_FIELDS[name];
  if (number) {
    if (value.kind !== 'ranges') return presence(value, [number.fact]);
    const { fact, times = 1 } = number;
    return ranges(value, (range) => within(fact, scaled(range, times)));
  }
  const text = TEXT_FIELDS[name];
  if (text) {
    if (value.kind !== 'texts') return presence(value, text.facts);
    return some(
      value.texts.flatMap((one) =>
        text.facts.map((fact): Condition => ({ kind: 'like', fact, pattern: text.anywhere && !one.includes('*') ? `*${one}*` : one })),
      ),
    );
  }
  const link = linkField(name, value);
  if (link) return link;
  if (name === 'note') {
    if (value.kind !== 'texts') return value.kind === 'none' ? { kind: 'not', part: { kind: 'noted' } } : { kind: 'noted' };
    return some(value.texts.map((one) => ({ kind: 'noted', pattern: one.includes('*') ? one : `*${one}*` })));
  }
  if (name === 'tag' && value.kind !== 'texts') return value.kind === 'any' ? HAS['tags']! : { kind: 'not', part: HAS['tags']! };
  if (name === 'rating' && value.kind !== 'texts') return presence(value, ['contentRating']);
  if (value.kind === 'none' || value.kind === 'any') return presence(value, name === 'keyword' ? ['keywords'] : ['loras']);
  const texts = value.kind === 'texts' ? value.texts : [];
  switch (name) {
    case 'tag':
      return tagged(texts.flatMap((one) => meanings.tags.get(one) ?? []));
    case 'search':
      return some(texts.map((one) => planCondition(meanings.searches.get(searchKey(one) ?? '')!, context) ?? ANYTHING));
    case 'words':
      return some(texts.map((one) => wordsCondition(one, false)));
    case 'rating':
      return some(texts.map(rated));
    case 'fav':
      return some(texts.map((one) => (one === 'yes' ? FAVOURITE : { kind: 'not', part: FAVOURITE })));
    case 'filetype':
      return some(texts.flatMap(ofType));
    case 'keyword':
      // Kept as a JSON list: a keyword is what stands between two quotes.
      return some(texts.flatMap((one) => KEYWORD_FACTS.map((fact): Condition => ({ kind: 'like', fact, pattern: `*"${jsonText(one)}"*` }))));
    case 'gen.lora':
      return some(texts.map((one) => ({ kind: 'like', fact: 'loras', pattern: `*"name":"${one.includes('*') ? '' : '*'}${jsonText(one)}*` })));
    case 'md5':
    case 'sha256':
      return some(texts.map((hex) => ({ kind: 'digest', of: name, hex })));
    case 'session':
      return some(texts.map((id) => ({ kind: 'session', id: id.toLowerCase() })));
    case 'has':
      return some(texts.map((what) => HAS[what]!));
    default:
      return some(texts.map(is));
  }
}

const FAVOURITE: Condition = { kind: 'within', fact: 'favourite', min: 1 };

function rated(rating: string): Condition {
  const place = CONTENT_RATINGS.findIndex((one) => one === rating);
  return { kind: 'within', fact: 'contentRating', min: place, max: place };
}

function is(what: string): Condition {
  if (what === 'favourite') return FAVOURITE;
  // What nobody has looked at is neither.
  if (what === 'sfw') return { kind: 'within', fact: 'contentRating', max: CONTENT_RATINGS.indexOf('sensitive') };
  if (what === 'nsfw') return { kind: 'within', fact: 'contentRating', min: CONTENT_RATINGS.indexOf('questionable') };
  if ((CONTENT_RATINGS as readonly string[]).includes(what)) return rated(what);
  if (what in FORMATS) return { kind: 'like', fact: 'format', pattern: what };
  const kinds = KINDS[what];
  if (kinds) {
    const formats = Object.entries(FORMATS).flatMap(([format, { kind }]) => (kinds.includes(kind) ? [format] : []));
    return some(formats.map((format) => ({ kind: 'like', fact: 'format', pattern: format })));
  }
  if (what === 'generated') return HAS['generation']!;
  if (what === 'animated') return { kind: 'within', fact: 'frames', min: 1, minOpen: true };
  if (what === 'square') return { kind: 'within', fact: 'ratio', min: 1, max: 1 };
  return what === 'portrait' ? { kind: 'within', fact: 'ratio', max: 1, maxOpen: true } : { kind: 'within', fact: 'ratio', min: 1, minOpen: true };
}

/** `jpeg`, `tif`, `heif`: by any of the endings such files bear. Of files whose bytes do not tell, such as `md`, by the name as well. */
function ofType(text: string): Condition[] {
  const ending = text.toLowerCase().replace(/^\./, '');
  const format = (pattern: string): Condition => ({ kind: 'like', fact: 'format', pattern });
  const named = (Object.keys(FORMATS) as MediaFormat[]).filter((one) => one === ending || (FORMATS[one].endings as readonly string[]).includes(ending));
  const conditions = named.map((one) =>
    one !== ending && isPlainFile(one) && fileFacts(one).byName === true ? { kind: 'all' as const, parts: [format(one), endsIn(ending)] } : format(one),
  );
  return conditions.length > 0 ? conditions : [format(ending), { kind: 'all', parts: [format('bin'), endsIn(ending)] }];
}

function endsIn(ending: string): Condition {
  return { kind: 'like', fact: 'name', pattern: `*.${ending}` };
}

function some(parts: readonly Condition[]): Condition {
  return parts.length === 1 ? parts[0]! : { kind: 'some', parts };
}

function presence(value: Value, facts: ReadonlyArray<NumberFact | TextFact>): Condition {
  const known = some(facts.map((fact) => ({ kind: 'known', fact })));
  return value.kind === 'none' ? { kind: 'not', part: known } : known;
}

function ranges(value: Value, one: (range: Range) => Condition): Condition {
  return some(value.kind === 'ranges' ? value.ranges.map(one) : []);
}

function within(fact: NumberFact, range: Range): Condition {
  return { kind: 'within', fact, ...range };
}

function scaled({ min, max, ...open }: Range, times: number): Range {
  return { ...open, ...(min === undefined ? {} : { min: min * times }), ...(max === undefined ? {} : { max: max * times }) };
}

/** An age of at least two days is a time at most two days ago. */
function back({ min, max, minOpen, maxOpen }: Range, now: number): Range {
  return {
    ...(max === undefined ? {} : { min: now - max, ...(maxOpen ? { minOpen: true as const } : {}) }),
    ...(min === undefined ? {} : { max: now - min, ...(minOpen ? { maxOpen: true as const } : {}) }),
  };
}

/** As it stands inside a JSON string. */
function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\', '\\\\');
}
