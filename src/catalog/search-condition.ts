import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { idsWithWords, type Phrase } from './asset-text.ts';
import type { Engine } from './engine.ts';
import { likePattern } from './like-pattern.ts';
import { isOneOf } from './id-set.ts';
import { isLink, type LinkCondition, linkSql } from './link-condition.ts';

/** What can be compared with numbers; see NUMBERS for the unit of each. */
export type NumberFact = keyof typeof NUMBERS;
/** What can be compared with texts. */
export type TextFact = keyof typeof TEXTS;

/** A question about one asset. What is not known of it answers no, also inside of `not`. */
export type Condition =
  | { readonly kind: 'all' | 'some'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'within'; readonly fact: NumberFact; readonly min?: number; readonly max?: number; readonly minOpen?: boolean; readonly maxOpen?: boolean }
  /** `pattern` with `*` for any run and `\` before a character that stands for itself; letter case is ignored. */
  | { readonly kind: 'like'; readonly fact: TextFact; readonly pattern: string }
  | { readonly kind: 'known'; readonly fact: NumberFact | TextFact }
  | { readonly kind: 'digest'; readonly of: 'md5' | 'sha256'; readonly hex: string }
  | { readonly kind: 'session'; readonly id: string }
  /** A note on it says this (as for `like`); without a pattern: it has a note. */
  | { readonly kind: 'noted'; readonly pattern?: string }
  /** Of each of these lists at least one phrase stands in its texts (see asset-text.ts): asked at once, the rarest decides. */
  | { readonly kind: 'words'; readonly sought: ReadonlyArray<readonly Phrase[]> }
  /** It bears at least one of these; none of them = no asset. */
  | { readonly kind: 'tagged'; readonly tags: readonly number[] }
  | LinkCondition;

const column = (name: string): RawBuilder<unknown> => sql.ref(`asset.${name}`);
const generation = (name: string): RawBuilder<unknown> => sql`(select ${sql.ref(`generation.${name}`)} from generation where generation.asset_id = asset.id)`;

/** Pixels, bytes, milliseconds (since 1970 for times), and as written otherwise. */
const NUMBERS = {
  id: column('id'),
  // A plain file is 0 × 0: not known.
  width: sql`nullif(asset.width, 0)`,
  height: sql`nullif(asset.height, 0)`,
  pixels: sql`nullif(cast(asset.width as bigint) * asset.height, 0)`,
  ratio: sql`(cast(asset.width as double precision) / nullif(asset.height, 0))`,
  bytes: column('bytes'),
  time: column('sort_at'),
  taken: column('taken_at'),
  added: column('created_at'),
  duration: column('duration_ms'),
  frames: column('frames'),
  rating: column('rating'),
  iso: column('iso'),
  aperture: column('aperture'),
  focalLength: column('focal_length'),
  latitude: column('latitude'),
  alpha: column('has_alpha'),
  /** 1 or 0. */
  favourite: column('favourite'),
  /** Place in CONTENT_RATINGS. */
  contentRating: column('content_rating'),
  tagCount: column('tag_count'),
  scored: column('scored_at'),
  favourited: column('favourited_at'),
  steps: generation('steps'),
  cfg: generation('cfg'),
};

/** The others are whole: PostgreSQL takes no fraction for them, and nothing over 32 bits for some. */
const FRACTIONS: ReadonlySet<string> = new Set<NumberFact>(['ratio', 'aperture', 'focalLength', 'latitude', 'cfg']);

const TEXTS = {
  format: column('format'),
  name: column('name'),
  cameraMake: column('camera_make'),
  cameraModel: column('camera_model'),
  lens: column('lens'),
  title: column('title'),
  description: column('description'),
  creator: column('creator'),
  software: column('software'),
  source: sql`(select min(location.path) from location where location.asset_id = asset.id and location.kind = 'origin' and location.path like 'http%')`,
  audio: column('audio_codec'),
  keywords: column('keywords_json'),
  generator: generation('generator'),
  prompt: generation('prompt'),
  promptKeywords: generation('keywords_json'),
  negative: generation('negative'),
  model: generation('model'),
  loras: generation('loras_json'),
  sampler: generation('sampler'),
  seed: generation('seed'),
};

/** A fact as SQL over `asset`; null = not known. */
export function numberSql(fact: NumberFact): RawBuilder<unknown> {
  return NUMBERS[fact];
}

/** The condition as SQL over `asset`. */
export function conditionSql(condition: Condition, engine: Engine): RawBuilder<SqlBool> {
  if (isLink(condition)) return linkSql(condition, engine);
  switch (condition.kind) {
    case 'all':
    case 'some':
      return joined(
        (condition.kind === 'all' ? condition.parts : tagsTogether(condition.parts)).map((part) => conditionSql(part, engine)),
        condition.kind === 'all' ? sql` and ` : sql` or `,
      );
    case 'not':
      return sql`not ${conditionSql(condition.part, engine)}`;
    case 'within':
      return within(condition);
    case 'like':
      return sql`coalesce(${likeSql(TEXTS[condition.fact], condition.pattern, engine)}, ${no(engine)})`;
    case 'known':
      return sql`(${condition.fact in NUMBERS ? NUMBERS[condition.fact as NumberFact] : TEXTS[condition.fact as TextFact]} is not null)`;
    case 'digest':
      return sql`(${column(condition.of)} = ${Buffer.from(condition.hex, 'hex')})`;
    case 'noted': {
      const says = condition.pattern === undefined ? sql`` : sql` where ${likeSql(sql`note.text`, condition.pattern, engine)}`;
      return isOneOf(sql`select note.asset_id from note${says}`, engine);
    }
    case 'tagged':
      if (condition.tags.length === 0) return sql`(0 = 1)`;
      return isOneOf(sql`select asset_tag.asset_id from asset_tag where asset_tag.tag_id in (${sql.join(condition.tags)})`, engine);
    case 'words':
      return isOneOf(idsWithWords(condition.sought, engine), engine);
    case 'session':
      // By way of job_by_session: the asset table has no index by session.
      return isOneOf(sql`select job.asset_id from job where job.session_id = ${condition.id} and job.asset_id is not null`, engine);
  }
}

/** One set for all tags of an `or`: with it PostgreSQL starts from the tags (35 ms), with several it asks each asset (140 ms). */
function tagsTogether(parts: readonly Condition[]): readonly Condition[] {
  const tagged = parts.filter((part) => part.kind === 'tagged');
  if (tagged.length < 2) return parts;
  return [{ kind: 'tagged', tags: tagged.flatMap(({ tags }) => tags) }, ...parts.filter(({ kind }) => kind !== 'tagged')];
}

/** SQLite takes a chain of more than a thousand for too deep: of a long list each few stand in parentheses of their own. */
const CHAIN = 100;

function joined(parts: ReadonlyArray<RawBuilder<SqlBool>>, operator: RawBuilder<unknown>): RawBuilder<SqlBool> {
  if (parts.length <= CHAIN) return sql`(${sql.join(parts, operator)})`;
  const groups = Array.from({ length: Math.ceil(parts.length / CHAIN) }, (_, at) => parts.slice(at * CHAIN, (at + 1) * CHAIN));
  return joined(
    groups.map((group) => joined(group, operator)),
    operator,
  );
}

function likeSql(value: RawBuilder<unknown>, pattern: string, engine: Engine): RawBuilder<SqlBool> {
  // SQLite's LIKE ignores the case of ASCII letters by itself; PostgreSQL has ILIKE for it.
  return sql`${value} ${sql.raw(engine === 'sqlite' ? 'like' : 'ilike')} ${likePattern(pattern)} escape '\\'`;
}

function within({ fact, min, max, minOpen, maxOpen }: Extract<Condition, { kind: 'within' }>): RawBuilder<SqlBool> {
  const value = NUMBERS[fact];
  const parts = [sql`${value} is not null`];
  const bound = (number: number, round: (number: number) => number) =>
    FRACTIONS.has(fact) ? sql`${number}` : sql`cast(${Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, round(number)))} as bigint)`;
  if (min !== undefined) parts.push(minOpen ? sql`${value} > ${bound(min, Math.floor)}` : sql`${value} >= ${bound(min, Math.ceil)}`);
  if (max !== undefined) parts.push(maxOpen ? sql`${value} < ${bound(max, Math.ceil)}` : sql`${value} <= ${bound(max, Math.floor)}`);
  return sql`(${sql.join(parts, sql` and `)})`;
}

function no(engine: Engine): RawBuilder<unknown> {
  return engine === 'sqlite' ? sql`0` : sql`false`;
}
