import { expect, test, vi } from 'vitest';
import { ProblemError } from '../../api/problem.ts';
import type { Session, SessionFile } from '../../api/types.ts';
import { UploadQueue, type UploadServer } from './upload-queue.ts';

const file = (name: string, size = 1000): { file: File; path: string } => ({ file: { name, size } as File, path: name });

interface Remote extends UploadServer {
  readonly sent: Map<string, string[]>;
  readonly sealed: string[];
}

/** A library in memory that takes everything it is sent. */
function remote(more: Partial<UploadServer> = {}): Remote {
  const sent = new Map<string, string[]>();
  const sealed: string[] = [];
  const result = (name: string, jobId: number): SessionFile => ({
    jobId,
    name,
    path: name,
    state: 'done',
    outcome: 'ingested',
    assetId: jobId + 1,
    bytes: 1000,
    attempts: 1,
    error: null,
    timings: null,
    finishedAt: null,
  });
  const open = (): string => {
    const id = `s${sent.size + 1}`;
    sent.set(id, []);
    return id;
  };
  return {
    sent,
    sealed,
    known: async () => null,
    open: async () => open(),
    seal: async (id) => void sealed.push(id),
    async send(order) {
      const session = await order.session();
      sent.get(session)?.push(order.file.name);
      return session;
    },
    async fetch(urls) {
      const session = open();
      sent.get(session)?.push(...urls);
      return session;
    },
    async resultOf(id) {
      const files = (sent.get(id) ?? []).map(result);
      const session = { id, state: sealed.includes(id) || files[0]?.name.includes('/') ? 'finished' : 'discovering', ingested: files.length } as Session;
      return { session: { ...session, duplicate: 0, skipped: 0, failed: 0, quarantined: 0 }, files };
    },
    ...more,
  };
}

const states = (queue: UploadQueue): string[] => queue.snapshot().map((item) => item.outcome ?? item.state);

test('what is dropped together is one session, sealed once all of it is there', async () => {
  const server = remote();
  const queue = new UploadQueue(server);
  queue.add(Array.from({ length: 500 }, (_, index) => file(`${index}.jpg`)));
  await vi.waitFor(() => expect(states(queue).every((state) => state === 'ingested')).toBe(true));
  expect([...server.sent].map(([id, names]) => [id, names.length])).toEqual([['s1', 500]]);
  expect(server.sealed).toEqual(['s1']);
});

test('what the library has is not sent, and nothing but known files opens no session', async () => {
  const server = remote({ known: async ({ name }) => (name.startsWith('old') ? { assetId: 9, name } : null) });
  const queue = new UploadQueue(server);
  queue.add([file('old1.jpg'), file('old2.jpg')]);
  await vi.waitFor(() => expect(states(queue)).toEqual(['duplicate', 'duplicate']));
  expect(server.sent.size).toBe(0);
  queue.add([file('old3.jpg'), file('new.jpg')]);
  await vi.waitFor(() => expect(states(queue).slice(2)).toEqual(['duplicate', 'ingested']));
  expect(server.sent.get('s1')).toEqual(['new.jpg']);
  expect(queue.snapshot()[2]).toMatchObject({ notSent: true, assetId: 9 });
});

test('a file that fails says why, and a retry sends it again', async () => {
  const problem = { type: 'x', title: 'Full', status: 507, code: 'disk-full', next: 'Free some space.' };
  let broken = true;
  const good = remote();
  const queue = new UploadQueue({ ...good, send: async (order) => (broken ? Promise.reject(new ProblemError(problem)) : good.send(order)) });
  queue.add([file('a.jpg')]);
  await vi.waitFor(() => expect(queue.snapshot()[0]).toMatchObject({ state: 'error', problem: { title: 'Full' } }));
  broken = false;
  queue.retry();
  await vi.waitFor(() => expect(states(queue)).toEqual(['ingested']));
});

test('cancelling one file lets the others arrive', async () => {
  const good = remote();
  const queue = new UploadQueue({
    ...good,
    send: (order) =>
      order.file.name === 'a.jpg' ? new Promise((_, reject) => order.signal.addEventListener('abort', () => reject(order.signal.reason))) : good.send(order),
  });
  queue.add([file('a.jpg'), file('b.jpg')]);
  await vi.waitFor(() => expect(queue.snapshot()[0]?.state).toBe('sending'));
  queue.cancel(queue.snapshot()[0]?.key);
  await vi.waitFor(() => expect(states(queue)).toEqual(['cancelled', 'ingested']));
  expect(good.sealed).toEqual(['s1']);
  queue.clear();
  await vi.waitFor(() => expect(queue.snapshot()).toEqual([]));
});

test('when its session was closed in a silence, the next file opens one for the rest', async () => {
  const good = remote();
  let first = true;
  const queue = new UploadQueue({
    ...good,
    async send(order) {
      if (!first) return good.send(order);
      first = false;
      await order.session();
      await new Promise((resolve) => setTimeout(resolve, 20));
      good.sent.set('own', [order.file.name]);
      return 'own';
    },
  });
  queue.add([file('a.jpg'), file('b.jpg'), file('c.jpg'), file('d.jpg'), file('e.jpg')]);
  await vi.waitFor(() => expect(states(queue)).toEqual(Array.from({ length: 5 }, () => 'ingested')));
  expect(good.sent.size).toBeLessThanOrEqual(3);
});

test('an archive and addresses tell what came of them as a whole', async () => {
  const server = remote();
  const queue = new UploadQueue(server);
  queue.add([file('trip.zip')]);
  queue.addUrls(['https://example.org/a.jpg', 'https://example.org/b.jpg']);
  await vi.waitFor(() => expect(queue.snapshot().map((item) => item.summary)).toEqual(['1 added', '2 added']), { timeout: 4000 });
});

test('an archive beside pictures: each is sent once', async () => {
  const server = remote();
  const queue = new UploadQueue(server);
  queue.add([file('trip.zip'), file('a.jpg'), file('b.jpg')]);
  await vi.waitFor(() => expect(states(queue).slice(1)).toEqual(['ingested', 'ingested']));
  expect([...server.sent.values()].flat().sort()).toEqual(['a.jpg', 'b.jpg', 'trip.zip']);
});

test('what was given up without a connection goes on when there is one again', async () => {
  const good = remote();
  let away = true;
  const gone = { type: 'x', title: 'Gone', status: 0, code: 'unreachable', next: 'Retry.' };
  const queue = new UploadQueue({ ...good, send: (order) => (away ? Promise.reject(new ProblemError(gone)) : good.send(order)) });
  queue.add([file('a.jpg')]);
  await vi.waitFor(() => expect(states(queue)).toEqual(['error']));
  away = false;
  queue.retryLost();
  await vi.waitFor(() => expect(states(queue)).toEqual(['ingested']));
});
