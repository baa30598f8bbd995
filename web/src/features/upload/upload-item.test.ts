import { expect, test } from 'vitest';
import type { SessionFile } from '../../api/types.ts';
import { matchOutcomes, nextBatch, spreadProgress, totalsOf, type UploadItem } from './upload-item.ts';

const item = (key: number, name: string, size: number, more: Partial<UploadItem> = {}): UploadItem => ({
  key,
  file: { name, size } as File,
  path: name,
  state: 'queued',
  sentBytes: 0,
  ...more,
});

const done = (jobId: number, name: string, more: Partial<SessionFile>): SessionFile => ({
  jobId,
  name,
  path: name,
  state: 'done',
  outcome: 'ingested',
  assetId: jobId,
  bytes: 1,
  attempts: 1,
  error: null,
  timings: null,
  finishedAt: null,
  ...more,
});

test('a batch ends at its limits and is never empty', () => {
  const items = [item(1, 'a', 900), item(2, 'b', 50), item(3, 'c', 60), item(4, 'd', 1)];
  expect(nextBatch(items, { maxFiles: 3, maxBytes: 100 }).map((i) => i.key)).toEqual([1]);
  expect(nextBatch(items.slice(1), { maxFiles: 3, maxBytes: 100 }).map((i) => i.key)).toEqual([2]);
  expect(nextBatch(items.slice(1), { maxFiles: 2, maxBytes: 1000 }).map((i) => i.key)).toEqual([2, 3]);
  expect(nextBatch([item(1, 'a', 1, { state: 'sending' })], { maxFiles: 2, maxBytes: 9 })).toEqual([]);
});

test('progress fills files in the order they are sent', () => {
  expect(spreadProgress([100, 100, 200], 220, 440)).toEqual([100, 100, 0]);
  expect(spreadProgress([100, 300], 440, 440)).toEqual([100, 300]);
  expect(spreadProgress([0, 0], 10, 20)).toEqual([0, 0]);
});

test('two files of one name each get their own outcome', () => {
  const items = [
    item(1, 'a.jpg', 5, { state: 'processing', sessionId: 's', serverName: 'a.jpg' }),
    item(2, 'a.jpg', 5, { state: 'processing', sessionId: 's', serverName: 'a.jpg' }),
    item(3, 'b.jpg', 5, { state: 'processing', sessionId: 't', serverName: 'b.jpg' }),
  ];
  const files = [done(8, 'a.jpg', { outcome: 'duplicate', assetId: 7 }), done(7, 'a.jpg', {}), done(9, 'b.jpg', {})];
  const matched = matchOutcomes(items, 's', files);
  expect(matched.map((i) => [i.state, i.outcome, i.assetId])).toEqual([
    ['done', 'ingested', 7],
    ['done', 'duplicate', 7],
    ['processing', undefined, undefined],
  ]);
  // A second look changes nothing, though the first of the two is settled already.
  expect(matchOutcomes(matched, 's', files)).toEqual(matched);
});

test('totals count what is left and what went wrong', () => {
  const items = [
    item(1, 'a', 100, { state: 'done', outcome: 'ingested' }),
    item(2, 'b', 100, { state: 'done', outcome: 'failed' }),
    item(3, 'c', 100, { state: 'sending', sentBytes: 50 }),
    item(4, 'd', 100, { state: 'cancelled' }),
  ];
  expect(totalsOf(items)).toEqual({ files: 3, finished: 2, problems: 1, progress: 250 / 300, active: true });
});
