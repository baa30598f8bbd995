import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ERROR_CATALOG } from '../../core/error-catalog.ts';
import type { Node, Query, Value } from './ast.ts';
import { FIELDS, type FieldName, fieldFacts, ORDERS } from './fields.ts';
import type { Leaf } from './leaves.ts';
import { lex } from './lexer.ts';
import { parseQuery } from './parser.ts';
import { printQuery } from './print.ts';
import { QueryError } from './query-error.ts';
import { replaceNode, turnedAround } from './replace-node.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const parse = (text: string) => parseQuery(text, NOW);

/** Without the places, for comparing. */
function bare(query: Query): unknown {
  return JSON.parse(JSON.stringify(query, (key, value: unknown) => (key === 'at' ? undefined : value)));
}

/** A short form of the tree. */
function shape(text: string): string {
  const of = (node: Node): string => {
    if (node.kind === 'and' || node.kind === 'or') return `${node.kind}(${node.parts.map(of).join(',')})`;
    if (node.kind === 'not') return `not(${of(node.part)})`;
    if (node.kind === 'field')
      return `${node.name}=${JSON.stringify(node.value.kind === 'ranges' ? node.value.ranges : node.value.kind === 'texts' ? node.value.texts : node.value.kind)}`;
    return node.kind === 'phrase' ? `'${node.text}'` : node.text;
  };
  const { where, order } = parse(text);
  return [where === undefined ? '' : of(where), order === undefined ? '' : `order ${order.by}${order.seed ?? ''}`].filter((part) => part !== '').join(' ');
}

test.each([
  ['', ''],
  ['   ', ''],
  ['a b', 'and(a,b)'],
  ['a AND b and c', 'and(a,b,c)'],
  ['a or b', 'or(a,b)'],
  ['a b or c d', 'or(and(a,b),and(c,d))'],
  ['a (b or c)', 'and(a,or(b,c))'],
  ['-a', 'not(a)'],
  ['--a', 'a'],
  ['-(a b)', 'not(and(a,b))'],
  ['~a ~b c', 'and(c,or(a,b))'],
  ['~a', 'a'],
  ['"two words" -"or"', "and('two words',not('or'))"],
  ['"a \\"b\\" \\\\ c"', '\'a "b" \\ c\''],
  ['hakurei_(tou) x', 'and(hakurei_(tou),x)'],
  ['(hakurei_(tou))', 'hakurei_(tou)'],
  ['re:zero :d >_< -_-', 'and(re:zero,:d,>_<,not(_-))'],
  ['a - b', 'and(a,-,b)'],
  ['WIDTH:100', 'width=[{"min":100,"max":100}]'],
  ['width:>=100,<20', 'width=[{"min":100},{"max":20,"maxOpen":true}]'],
  ['width:2..5', 'width=[{"min":2,"max":5}]'],
  ['width:5..2', 'width=[{"min":2,"max":5}]'],
  ['width:2...5', 'width=[{"min":2,"max":5,"maxOpen":true}]'],
  ['width:..5', 'width=[{"max":5}]'],
  ['rating:-1', 'score=[{"min":-1,"max":-1}]'],
  ['score:none -rating:any', 'and(score="none",not(rating="any"))'],
  ['size:1.5mb', 'filesize=[{"min":1494221,"max":1651507}]'],
  ['size:1572864', 'filesize=[{"min":1572864,"max":1572864}]'],
  ['duration:>1m30s', 'duration=[{"min":90000,"minOpen":true}]'],
  ['duration:01:30', 'duration=[{"min":90000,"max":90000}]'],
  ['age:<2weeks', 'age=[{"max":1209600000,"maxOpen":true}]'],
  ['date:2024', `date=[{"min":${Date.UTC(2024, 0)},"max":${Date.UTC(2025, 0)},"maxOpen":true}]`],
  ['date:>2024-02', `date=[{"min":${Date.UTC(2024, 2)}}]`],
  ['date:<=2024-02-29', `date=[{"max":${Date.UTC(2024, 2)},"maxOpen":true}]`],
  ['date:yesterday', `date=[{"min":${Date.UTC(2026, 10, 20)},"max":${Date.UTC(2026, 10, 21)},"maxOpen":true}]`],
  ['ratio:16:9', 'ratio=[{"min":1.772778,"max":1.782778}]'],
  ['camera:"EOS R6, Mark II"', 'camera=["EOS R6, Mark II"]'],
  ['filetype:png,webp', 'filetype=["png","webp"]'],
  ['is:VIDEO', 'is=["video"]'],
  ['prompt:castle', 'gen.prompt=["castle"]'],
  ['a order:random:42', 'a order random42'],
  ['order:id', 'order id'],
  ['order:name a order:id', 'a order id'],
])('%j', (text, expected) => {
  expect(shape(text).replace(/(\.\d{6})\d+/g, '$1')).toBe(expected);
});

test.each([
  ['(a', 0, 1, /never closed/],
  ['a)', 1, 2, /closes nothing/],
  ['a ()', 2, 4, /nothing in these/],
  ['or a', 0, 2, /nothing before/],
  ['a or', 2, 4, /nothing after/],
  ['a and', 2, 5, /nothing after/],
  ['x "abc', 2, 6, /no end/],
  ['width:abc', 6, 9, /width: cannot be/],
  ['width:', 6, 6, /wants a value/],
  ['widht:5', 0, 7, /did you mean width/],
  ['is:vido', 3, 7, /did you mean is:video/],
  ['order:newst', 6, 11, /did you mean order:newest/],
  ['(a order:id)', 3, 11, /outside of parentheses/],
  ['date:2024-02-31', 5, 15, /date: cannot be/],
  ['date:0000', 5, 9, /date: cannot be “0000”; write it as in date:/],
  ['date:0050-01..2024', 5, 18, /date: cannot be/],
  ['md5:12', 4, 6, /32 hexadecimal/],
  ['order:id:5', 6, 10, /random/],
])('%j points at its mistake', (text, start, end, message) => {
  let thrown: unknown;
  try {
    parse(text);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(QueryError);
  const error = thrown as QueryError;
  expect(error.message).toMatch(message);
  expect(error.at).toEqual({ start, end });
  expect(ERROR_CATALOG[error.code].next).not.toBe('');
});

const names = Object.keys(FIELDS) as FieldName[];
const whole = fc.integer({ min: -1_000_000, max: 1_000_000_000_000 });
const text = fc.string({ unit: fc.constantFrom(...'abz019_*.:()"\\,- é漢'), minLength: 1, maxLength: 12 });

function valueOf(name: FieldName): fc.Arbitrary<Value> {
  const { type, choices, optional } = fieldFacts(name);
  const special: fc.Arbitrary<Value>[] = optional ? [fc.constantFrom<Value>({ kind: 'none' }, { kind: 'any' })] : [];
  if (type === 'choice') return fc.subarray([...choices!], { minLength: 1 }).map((texts) => ({ kind: 'texts', texts }));
  if (type === 'hash')
    return fc
      .string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: name === 'md5' ? 32 : 64, maxLength: name === 'md5' ? 32 : 64 })
      .map((hash) => ({ kind: 'texts', texts: [hash] }));
  if (type === 'text')
    return fc.oneof(
      ...special,
      text.map((one): Value => ({ kind: 'texts', texts: [one] })),
    );
  const range = fc.tuple(whole, whole, fc.boolean(), fc.integer({ min: 0, max: 3 })).map(([a, b, open, form]) => {
    const [min, max] = a <= b ? [a, b] : [b, a];
    if (form === 0) return open ? { min, minOpen: true as const } : { min };
    if (form === 1) return open ? { max, maxOpen: true as const } : { max };
    if (form === 2) return { min, max: min };
    return open && min < max ? { min, max, maxOpen: true as const } : { min, max };
  });
  // Ratios and sizes below nothing cannot be written.
  const positive = (value: number) => (type === 'ratio' || type === 'age' || type === 'duration' ? Math.abs(value) + 1 : value);
  const ranges = fc.array(range, { minLength: 1, maxLength: 3 }).map(
    (list): Value => ({
      kind: 'ranges',
      ranges: list.map((one) => {
        const min = one.min === undefined ? undefined : positive(one.min);
        const max = one.max === undefined ? undefined : positive(one.max);
        const [low, high] = min !== undefined && max !== undefined && min > max ? [max, min] : [min, max];
        return { ...one, ...(low === undefined ? {} : { min: low }), ...(high === undefined ? {} : { max: high }) };
      }),
    }),
  );
  return fc.oneof(...special, ranges);
}

test('every tree printed reads back as the same tree', () => {
  const at = { start: 0, end: 0 };
  const leaf = fc.oneof(
    text.map((value): Node => ({ kind: 'phrase', text: value, at })),
    fc.constantFrom('a', 'b_(c)', 're:zero', ':(', 'x*', '-').map((value): Node => ({ kind: 'word', text: value, at })),
    fc.constantFrom(...names).chain((name) => valueOf(name).map((value): Node => ({ kind: 'field', name, value, at }))),
  );
  const { node } = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      tie('node').map((part): Node => (part.kind === 'not' ? part : { kind: 'not', part })),
      fc.tuple(fc.constantFrom<'and' | 'or'>('and', 'or'), fc.array(tie('node'), { minLength: 2, maxLength: 3 })).map(
        ([kind, parts]): Node => ({
          kind,
          parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])),
        }),
      ),
    ),
  }));
  const order = fc.option(
    fc.oneof(
      fc.constantFrom(...ORDERS).map((by) => ({ by })),
      fc.nat(1e6).map((seed) => ({ by: 'random' as const, seed })),
    ),
    { nil: undefined },
  );
  fc.assert(
    fc.property(node, order, (where, by) => {
      const query: Query = { where, ...(by === undefined ? {} : { order: by }) };
      const printed = printQuery(query);
      fc.pre(lex(printed).length <= 200);
      expect(bare(parse(printed))).toEqual(bare(query));
    }),
    { numRuns: 2_000 },
  );
});

test('any text is read or refused with a place in it, and what is read prints to the same query', () => {
  const piece = fc.constantFrom('(', ')', '-', '~', '"', ' ', 'or', 'and', 'a', 'width:', '1', '..', '>', 'date:', '2024', 'order:', 'id', '\\', ':', 'é', ',');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      (text) => {
        let query: Query;
        try {
          query = parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(QueryError);
          const { start, end } = (error as QueryError).at;
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(text.length);
          return;
        }
        expect(bare(parse(printQuery(query)))).toEqual(bare(query));
        // Also with its terms as they were written; and each term can be taken away or turned around.
        const spelling = (leaf: Leaf) => text.slice(leaf.at.start, leaf.at.end);
        expect(bare(parse(printQuery(query, spelling)))).toEqual(bare(query));
        const { where } = query;
        for (const part of where?.kind === 'and' ? where.parts : where ? [where] : []) {
          const turned = replaceNode(where!, part, turnedAround(part))!;
          expect(bare(parse(printQuery({ where: turned }, spelling)))).toEqual(bare({ where: turned }));
          const without = replaceNode(where!, part, undefined);
          if (without) expect(bare(parse(printQuery({ where: without }, spelling)))).toEqual(bare({ where: without }));
        }
      },
    ),
    { numRuns: 3_000 },
  );
});
