import type { Condition } from '../../src/catalog/search-condition.ts';
import type { DrawnTags } from './draw-tags.ts';
import { Random } from './draw-tags.ts';

/** Searches of one sort. */
export type Questions = Record<string, Condition[]>;

const tagged = (tag: number): Condition => ({ kind: 'tagged', tags: [tag + 1] });
const all = (...parts: Condition[]): Condition => ({ kind: 'all', parts });
const not = (part: Condition): Condition => ({ kind: 'not', part });

/**
 * `count` searches of each sort, made of the tags of some asset so that they find something. Of the tags of one asset, F is among the
 * most frequent (on 5 to 65 % of all), M on about 1 in 1,000, R rarer still.
 */
export function drawQuestions(drawn: DrawnTags, assets: number, count: number): Questions {
  const random = new Random(99);
  const questions: Questions = {};
  const ask = (name: string, make: (f: number[], m: number[], r: number[]) => Condition | undefined): void => {
    const list: Condition[] = [];
    for (let guard = 0; list.length < count && guard < 20_000; guard += 1) {
      const asset = Math.floor(random.next() * assets);
      const own = [...drawn.tags.subarray(drawn.starts[asset]!, drawn.starts[asset + 1]!)];
      const share = (tag: number): number => drawn.counts[tag]! / assets;
      const shuffled = own
        .map((tag) => ({ tag, by: random.next() }))
        .sort((a, b) => a.by - b.by)
        .map(({ tag }) => tag);
      const question = make(
        shuffled.filter((tag) => share(tag) > 0.05),
        shuffled.filter((tag) => share(tag) <= 0.02 && share(tag) > 0.0005),
        shuffled.filter((tag) => share(tag) <= 0.0005),
      );
      if (question) list.push(question);
    }
    if (list.length > 0) questions[name] = list;
  };
  const need = <T>(list: readonly T[], most: number): T[] | undefined => (list.length >= most ? list.slice(0, most) : undefined);
  const of = (f: readonly number[] | undefined, m: readonly number[] | undefined = []) => (f && m ? all(...[...f, ...m].map(tagged)) : undefined);
  ask('1 tag: F', (f) => (f[0] === undefined ? undefined : tagged(f[0])));
  ask('1 tag: M', (_, m) => (m[0] === undefined ? undefined : tagged(m[0])));
  ask('1 tag: R', (_f, _m, r) => (r[0] === undefined ? undefined : tagged(r[0])));
  ask('2 tags: F F', (f) => of(need(f, 2)));
  ask('2 tags: F M', (f, m) => of(need(f, 1), need(m, 1)));
  ask('3 tags: F F M', (f, m) => of(need(f, 2), need(m, 1)));
  ask('5 tags: F F F M M', (f, m) => of(need(f, 3), need(m, 2)));
  ask('not: F -F -M', (f, m) => (f[1] === undefined || m[0] === undefined ? undefined : all(tagged(f[0]!), not(tagged(f[1])), not(tagged(m[0])))));
  ask('or: F (M or M or M)', (f, m) => {
    const some = need(m, 3);
    return f[0] === undefined || !some ? undefined : all(tagged(f[0]), { kind: 'some', parts: some.map(tagged) });
  });
  ask('range: width:>=2000 F', (f) => (f[0] === undefined ? undefined : all(tagged(f[0]), { kind: 'within', fact: 'width', min: 2000 })));
  ask('ranges: M score:>=3 filesize:<2mb', (_, m) =>
    m[0] === undefined ? undefined : all(tagged(m[0]), { kind: 'within', fact: 'rating', min: 3 }, { kind: 'within', fact: 'bytes', max: 2 ** 21 }),
  );
  ask('range alone: date', () => ({ kind: 'within', fact: 'time', min: 1_400_000_000_000 + Math.floor(random.next() * 1e11), max: 1_600_000_000_000 }));
  ask('is:video F', (f) => (f[0] === undefined ? undefined : all(tagged(f[0]), { kind: 'like', fact: 'format', pattern: 'mp4' })));
  return questions;
}
