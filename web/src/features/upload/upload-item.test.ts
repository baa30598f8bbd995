import { expect, test } from 'vitest';
import type { Session, SessionFile } from '../../api/types.ts';
import { matchOutcomes, matchRest, shownName, totalsOf, type UploadItem } from './upload-item.ts';

const item = (key: number, name: string, size: number, more: Partial<UploadItem> = {}): UploadItem => ({
  key,
  batch: 1,
  name,
  path: name,
  size,
  file: { name, size } as File,
  bundle: false,
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
  bytes: 5,
  attempts: 1,
  error: null,
  timings: null,
  finishedAt: null,
  ...more,
});

test('two files of one name each get their own outcome', () => {
  const items = [
    item(1, 'a.jpg', 5, { state: 'processing', sessionId: 's' }),
    item(2, 'a.jpg', 5, { state: 'processing', sessionId: 's' }),
    item(3, 'b.jpg', 5, { state: 'processing', sessionId: 't' }),
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

test('files of one name from several folders are told apart by their size', () => {
  const items = [item(1, 'a.jpg', 5, { state: 'processing', sessionId: 's' }), item(2, 'a.jpg', 9, { state: 'processing', sessionId: 's' })];
  const first = matchOutcomes(items, 's', [done(3, 'a.jpg', { bytes: 9 })]);
  expect(first.map((i) => [i.state, i.assetId])).toEqual([
    ['processing', undefined],
    ['done', 3],
  ]);
  const both = matchOutcomes(first, 's', [done(3, 'a.jpg', { bytes: 9 }), done(4, 'a.jpg', { bytes: 5 })]);
  expect(both.map((i) => i.assetId)).toEqual([4, 3]);
});

test('a name is compared as the server shows it', () => {
  expect(shownName('dir/e\u0301te\u0301\u202E.jpg')).toBe('été.jpg');
});

test('an archive tells what was in it once its session rests', () => {
  const items = [item(1, 'a.zip', 5, { state: 'processing', sessionId: 's', bundle: true })];
  const session = { id: 's', state: 'running', ingested: 2, duplicate: 1, skipped: 0, failed: 0, quarantined: 0 } as Session;
  expect(matchRest(items, session, [])).toEqual(items);
  expect(matchRest(items, { ...session, state: 'finished' }, [])[0]).toMatchObject({
    state: 'done',
    outcome: 'ingested',
    summary: '2 added · 1 already there',
  });
  expect(matchRest(items, { ...session, state: 'finished', failed: 1 }, [])[0]).toMatchObject({ outcome: 'failed' });
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
