import { suggest } from '../../core/suggest.ts';
import type { Range, Span, Value } from './ast.ts';
import { type FieldName, fieldFacts, type FieldType } from './fields.ts';
import { parseDate } from './date-value.ts';
import { QueryError } from './query-error.ts';

/**
 * The value after a colon. Ranges: `5`, `>=5`, `<5`, `2..5`, `2...5` (without the end), `5..`, `..5`, and lists of those divided
 * by commas. Throws QueryError naming what the field takes.
 */
export function parseValue(name: FieldName, from: { readonly value: string; readonly quoted: boolean; readonly valueAt: Span }, now: number): Value {
  const { type, choices, spellings = {}, optional, example } = fieldFacts(name);
  const { value, quoted, valueAt } = from;
  if (value === '') throw new QueryError(`${name}: wants a value, as in ${example}`, valueAt);
  if (optional && !quoted && (value === 'none' || value === 'any')) return { kind: value };
  if (type === 'choice') {
    const texts = value
      .toLowerCase()
      .split(',')
      .map((text) => (Object.hasOwn(spellings, text) ? spellings[text]! : text));
    for (const text of texts) {
      if (choices!.includes(text)) continue;
      const meant = suggest(text, choices!);
      throw new QueryError(
        `${name}: knows no “${text}”; ${meant === undefined ? `it takes ${choices!.join(', ')}` : `did you mean ${name}:${meant} ?`}`,
        valueAt,
      );
    }
    return { kind: 'texts', texts };
  }
  if (type === 'text') {
    const texts = quoted ? [value] : value.split(',').filter((text) => text !== '');
    if (texts.length === 0) throw new QueryError(`${name}: wants a value, as in ${example}`, valueAt);
    return { kind: 'texts', texts };
  }
  if (type === 'hash') {
    const texts = value.toLowerCase().split(',');
    const digits = name === 'md5' ? 32 : 64;
    if (!texts.every((text) => text.length === digits && /^[0-9a-f]+$/.test(text)))
      throw new QueryError(`${name}: wants ${digits} hexadecimal digits`, valueAt);
    return { kind: 'texts', texts };
  }
  const ranges = value.split(',').map((part) =>
    parseRange(
      part,
      (text) => readNumber(type, text, now),
      (text, number) => fuzz(type, text, number),
    ),
  );
  if (ranges.includes(undefined)) throw new QueryError(`${name}: cannot be “${value}”; write it as in ${example}`, valueAt);
  return { kind: 'ranges', ranges: ranges as Range[] };
}

/** What one text stands for: a number, or a stretch such as a whole day. */
interface Stretch {
  readonly from: number;
  /** The first number after it; the same as `from` for a single one. */
  readonly to: number;
}

function parseRange(part: string, read: (text: string) => Stretch | undefined, fuzzOf: (text: string, number: number) => number): Range | undefined {
  const whole = ({ from, to }: Stretch, written: string): Range => {
    const fuzz = fuzzOf(written, from);
    return { min: from - fuzz, ...upTo({ from: from + fuzz, to: to + fuzz }) };
  };
  const compared = /^(>=|<=|>|<|=)(.+)$/.exec(part);
  if (compared) {
    const stretch = read(compared[2]!);
    if (stretch === undefined) return undefined;
    if (compared[1] === '=') return whole(stretch, compared[2]!);
    if (compared[1] === '>=') return { min: stretch.from };
    if (compared[1] === '<') return { max: stretch.from, maxOpen: true };
    if (compared[1] === '<=') return upTo(stretch);
    return stretch.to === stretch.from ? { min: stretch.from, minOpen: true } : { min: stretch.to };
  }
  const ends = /^(.*?)(\.\.\.?)(.*)$/.exec(part);
  if (!ends) {
    const stretch = read(part);
    return stretch && whole(stretch, part);
  }
  const [, left, dots, right] = ends as unknown as [string, string, string, string];
  const low = left === '' ? undefined : read(left);
  const high = right === '' ? undefined : read(right);
  if ((left !== '' && low === undefined) || (right !== '' && high === undefined) || (left === '' && right === '')) return undefined;
  const [first, last] = low && high && low.from > high.from ? [high, low] : [low, high];
  const max = last === undefined ? {} : dots === '...' ? { max: last.from, maxOpen: true as const } : upTo(last);
  return { ...(first === undefined ? {} : { min: first.from }), ...max };
}

function upTo({ from, to }: Stretch): Range {
  return to === from ? { max: from } : { max: to, maxOpen: true };
}

function readNumber(type: FieldType, text: string, now: number): Stretch | undefined {
  if (type === 'date') return parseDate(text, now);
  const number = type === 'ratio' ? readRatio(text) : readUnits(text, UNITS[type] ?? {});
  return number === undefined || !isWritable(number) ? undefined : { from: number, to: number };
}

/** Only what JavaScript writes in plain digits again, so that a query prints as it reads. */
function isWritable(number: number): boolean {
  const size = Math.abs(number);
  return size === 0 || (size >= 1e-6 && size <= 1e15);
}

function readRatio(text: string): number | undefined {
  const [width, height = 1, ...more] = text.split(/[:/]/).map(Number);
  if (more.length > 0 || !Number.isFinite(width) || !Number.isFinite(height) || height <= 0 || width! <= 0) return undefined;
  return height === 1 ? width : Math.round((width! / height) * 1e6) / 1e6;
}

/** A single ratio, or size with a unit, is meant roughly: 1.78 by half of its last digit, 1.5mb by a twentieth. */
function fuzz(type: FieldType, text: string, number: number): number {
  if (type === 'ratio') return 0.005;
  return type === 'bytes' && /[a-z]/i.test(text) ? Math.round(number / 20) : 0;
}

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const UNITS: Partial<Record<FieldType, Record<string, number>>> = {
  bytes: { '': 1, b: 1, k: 1024, kb: 1024, kib: 1024, m: 1024 ** 2, mb: 1024 ** 2, mib: 1024 ** 2, g: 1024 ** 3, gb: 1024 ** 3, gib: 1024 ** 3 },
  duration: { '': SECOND, ms: 1, s: SECOND, m: 60 * SECOND, h: 3_600 * SECOND },
  age: { ms: 1, s: SECOND, mi: 60 * SECOND, min: 60 * SECOND, h: 3_600 * SECOND, d: DAY, w: 7 * DAY, mo: 30 * DAY, y: 365 * DAY },
  number: { '': 1, k: 1_000 },
  id: { '': 1 },
};
const LONG_UNITS: Record<string, string> = { second: 's', minute: 'min', hour: 'h', day: 'd', week: 'w', month: 'mo', year: 'y' };

/** `1.5mb`, `1h30m`, `2weeks`, `01:30` (minutes and seconds); the sum of its parts. */
function readUnits(text: string, units: Record<string, number>): number | undefined {
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)$/.exec(text);
  if (clock && units['ms'] === 1) return ((Number(clock[1] ?? 0) * 60 + Number(clock[2])) * 60 + Number(clock[3])) * SECOND;
  const parts = [...text.matchAll(/(-?\d+(?:\.\d+)?|-?\.\d+)([a-z]*)/gi)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  let sum = 0;
  for (const [, number, written] of parts) {
    const unit = written!.toLowerCase();
    const factor = units[unit] ?? units[LONG_UNITS[unit.replace(/s$/, '')] ?? ''.padEnd(9)];
    if (factor === undefined || (parts.length > 1 && unit === '')) return undefined;
    sum += Number(number) * factor;
  }
  return sum;
}
