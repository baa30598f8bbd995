import fc from 'fast-check';
import type { Condition } from '../../src/catalog/search-condition.ts';
import { INDEXED_FACTS } from '../../src/search/index/part.ts';
import { NOW } from './random-library.ts';

const number = fc.oneof(
  fc.integer({ min: -3, max: 10 }),
  fc.integer({ min: 90, max: 520 }),
  fc.constantFrom(1.4, 2.5, 0.5, 1, 1005, NOW, NOW - 5 * 86_400_000, 1_600_000_000_000 + 3 * 86_400_000, 200 * 300),
);
const leaf = (tags: readonly number[]): fc.Arbitrary<Condition> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.array(fc.constantFrom(...tags, 999_999), { maxLength: 4 }).map((some): Condition => ({ kind: 'tagged', tags: some })) },
    {
      weight: 4,
      arbitrary: fc
        .record(
          {
            kind: fc.constant('within' as const),
            fact: fc.constantFrom('id' as const, ...INDEXED_FACTS),
            min: number,
            max: number,
            minOpen: fc.boolean(),
            maxOpen: fc.boolean(),
          },
          { requiredKeys: ['kind', 'fact'] },
        )
        .map((within): Condition => within),
    },
    fc.constantFrom(...INDEXED_FACTS).map((fact): Condition => ({ kind: 'known', fact })),
    fc.constantFrom('jpg', 'P*', 'mp4', '*').map((pattern): Condition => ({ kind: 'like', fact: 'format', pattern })),
    // What the index does not keep.
    fc.constantFrom('*.jpg', 'img*', '*%*').map((pattern): Condition => ({ kind: 'like', fact: 'name', pattern })),
    fc.constantFrom<Condition>(
      { kind: 'session', id: 'session' },
      { kind: 'session', id: 'none' },
      { kind: 'words', sought: [[{ tokens: ['jpg'] }]] },
      { kind: 'noted' },
      { kind: 'related', to: 'children' },
    ),
  );
/** Any condition over a library of random facts with these tags; some of it is not in the index. */
export const condition = (tags: readonly number[]): fc.Arbitrary<Condition> =>
  fc.letrec<{ whole: Condition }>((tie) => ({
    whole: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf(tags),
      fc.record({ kind: fc.constantFrom('all' as const, 'some' as const), parts: fc.array(tie('whole'), { minLength: 1, maxLength: 4 }) }),
      fc.record({ kind: fc.constant('not' as const), part: tie('whole') }),
    ),
  })).whole;
