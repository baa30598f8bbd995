import { expect, test, vi } from 'vitest';
import { ProblemError } from '../../api/problem.ts';
import { type Mark, MarkQueue } from './mark-queue.ts';

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

/** What the server knows, and whether it can be reached. */
function server() {
  const state = new Map<number, Record<string, unknown>>();
  const calls: Mark[][] = [];
  const line = { up: true, refuse: undefined as number | undefined };
  const send = async (marks: Mark[]) => {
    await Promise.resolve();
    if (!line.up) throw new TypeError('network');
    if (marks.some(({ id }) => id === line.refuse))
      throw new ProblemError({ type: '', title: '', status: 400, code: 'invalid-input', next: '' } as ConstructorParameters<typeof ProblemError>[0]);
    calls.push(marks);
    const previous = marks.map(({ id, ...said }) => {
      const known = state.get(id) ?? {};
      const before = Object.fromEntries(Object.keys(said).map((name) => [name, known[name] ?? null]));
      state.set(id, { ...known, ...said });
      return { id, ...before } as Mark;
    });
    return { previous: previous.reverse(), missing: [] };
  };
  return { state, calls, line, send };
}

test('marks arrive in their order, and the storage is empty afterwards', async () => {
  const [kept, there] = [storage(), server()];
  const queue = new MarkQueue({ storage: kept, send: there.send });
  for (const [id, rating] of [
    [1, 3],
    [2, 5],
    [1, 4],
  ] as const)
    queue.add({ id, rating });
  expect(queue.pendingOf(1)).toEqual({ rating: 4 });
  expect(kept.length).toBe(3);
  await vi.waitFor(() => expect(queue.waiting).toBe(0));
  expect(kept.length).toBe(0);
  expect([there.state.get(1), there.state.get(2)]).toEqual([{ rating: 4 }, { rating: 5 }]);
});

test('without a network they wait in the storage, and a reload sends them', async () => {
  const [kept, there] = [storage(), server()];
  there.line.up = false;
  const queue = new MarkQueue({ storage: kept, send: there.send });
  for (let id = 1; id <= 250; id += 1) queue.add({ id, rating: id % 6 });
  await vi.waitFor(() => expect(queue.troubled).toBe(true));
  expect(kept.length).toBe(250);
  there.line.up = true;
  const reloaded = new MarkQueue({ storage: kept, send: there.send });
  expect(reloaded.waiting).toBe(250);
  await reloaded.flush();
  await vi.waitFor(() => expect(reloaded.waiting).toBe(0));
  expect(there.calls.flat().map(({ id }) => id)).toEqual(Array.from({ length: 250 }, (_, at) => at + 1));
  expect(Math.max(...there.calls.map((marks) => marks.length))).toBe(100);
});

test('two pages that both found what an earlier visit left send it once, and the older never comes after the newer', async () => {
  const [kept, there] = [storage(), server()];
  kept.setItem('magpie-mark:00000000000001-000001-aaaa', JSON.stringify({ id: 1, rating: 2 }));
  let turn: Promise<unknown> = Promise.resolve();
  const alone = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };
  const [one, other] = [new MarkQueue({ storage: kept, send: there.send, alone }), new MarkQueue({ storage: kept, send: there.send, alone })];
  one.add({ id: 1, rating: 5 });
  await vi.waitFor(() => expect(one.waiting).toBe(0));
  await other.flush();
  expect(other.waiting).toBe(0);
  expect(there.calls.flat()).toHaveLength(2);
  expect(there.state.get(1)).toEqual({ rating: 5 });
});

test('undo before it was sent sends nothing; afterwards it says what was said before, not what was seen', async () => {
  const there = server();
  there.state.set(7, { rating: 2 });
  const queue = new MarkQueue({ storage: storage(), send: there.send });
  const key = queue.add({ id: 7, rating: 5 });
  await vi.waitFor(() => expect(queue.waiting).toBe(0));
  queue.undo(key, { id: 7, rating: null });
  await vi.waitFor(() => expect(queue.waiting).toBe(0));
  expect(there.state.get(7)).toEqual({ rating: 2 });
  there.line.up = false;
  queue.add({ id: 8, rating: 1 });
  const second = queue.add({ id: 9, rating: 1 });
  await vi.waitFor(() => expect(queue.troubled).toBe(true));
  queue.undo(second, { id: 9, rating: null });
  there.line.up = true;
  await queue.flush();
  expect([there.state.get(8), there.state.get(9)]).toEqual([{ rating: 1 }, undefined]);
});

test('one that is refused for good does not hold up the others, and is told', async () => {
  const there = server();
  there.line.refuse = 2;
  const refused: Mark[] = [];
  const queue = new MarkQueue({ storage: storage(), send: there.send, onRefused: (marks) => refused.push(...marks) });
  for (const id of [1, 2, 3]) queue.add({ id, favourite: true });
  await vi.waitFor(() => expect(queue.waiting).toBe(0));
  expect(refused).toEqual([{ id: 2, favourite: true }]);
  expect([...there.state.keys()]).toEqual([1, 3]);
});
