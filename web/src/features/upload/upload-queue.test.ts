import { expect, test, vi } from 'vitest';
import { ProblemError } from '../../api/problem.ts';
import type { SessionFile } from '../../api/types.ts';
import { UploadQueue, type UploadServer } from './upload-queue.ts';

const file = (name: string, size = 1000): { file: File; path: string } => ({ file: { name, size } as File, path: name });

function server(more: Partial<UploadServer> = {}): UploadServer & { sent: string[][] } {
  const sent: string[][] = [];
  return {
    sent,
    async send(files) {
      sent.push(files.map((one) => one.name));
      return { job_id: `s${sent.length}`, files: files.map((one) => ({ name: one.name, bytes: one.size })) };
    },
    async filesOf(id) {
      return (sent[Number(id.slice(1)) - 1] ?? []).map(
        (name, jobId): SessionFile => ({
          jobId,
          name,
          path: name,
          state: 'done',
          outcome: 'ingested',
          assetId: jobId + 1,
          bytes: 1,
          attempts: 1,
          error: null,
          timings: null,
          finishedAt: null,
        }),
      );
    },
    ...more,
  };
}

const states = (queue: UploadQueue): string[] => queue.snapshot().map((item) => item.outcome ?? item.state);

test('sends in batches and ends with the outcome of every file', async () => {
  const remote = server();
  const queue = new UploadQueue(remote);
  queue.add(Array.from({ length: 60 }, (_, index) => file(`${index}.jpg`)));
  await vi.waitFor(() => expect(states(queue).every((state) => state === 'ingested')).toBe(true));
  expect(remote.sent.map((names) => names.length)).toEqual([25, 25, 10]);
});

test('a request that fails says why on each of its files, and a retry sends them again', async () => {
  const problem = { type: 'x', title: 'Full', status: 507, code: 'disk-full', next: 'Free some space.' };
  let broken = true;
  const good = server();
  const queue = new UploadQueue(
    server({ send: async (...all) => (broken ? Promise.reject(new ProblemError(problem)) : good.send(...all)), filesOf: good.filesOf }),
  );
  queue.add([file('a.jpg')]);
  await vi.waitFor(() => expect(queue.snapshot()[0]).toMatchObject({ state: 'error', problem: { title: 'Full' } }));
  broken = false;
  queue.retry();
  await vi.waitFor(() => expect(states(queue)).toEqual(['ingested']));
});

test('cancelling one file lets the others of its request arrive', async () => {
  let first = true;
  const good = server();
  const queue = new UploadQueue(
    server({
      send: (files, onProgress, signal) => {
        if (!first) return good.send(files, onProgress, signal);
        first = false;
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
      filesOf: good.filesOf,
    }),
  );
  queue.add([file('a.jpg'), file('b.jpg')]);
  queue.cancel(queue.snapshot()[0]?.key);
  await vi.waitFor(() => expect(states(queue)).toEqual(['cancelled', 'ingested']));
  queue.clear();
  expect(queue.snapshot()).toEqual([]);
});
