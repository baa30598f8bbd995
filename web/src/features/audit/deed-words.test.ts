import { expect, test } from 'vitest';
import { actionTitle, deedDetail } from './deed-words.ts';

const deed = { id: 1, at: '2026-01-01T00:00:00Z', actor: 'web', subject: 's' };

test('known and unknown deeds are both told', () => {
  expect(actionTitle('session-paused')).toBe('Paused an ingest');
  expect(actionTitle('assets-trashed')).toBe('Assets trashed');
  expect(deedDetail({ ...deed, action: 'session-opened', detail: { source: 'scan', paths: ['/a', '/b', '/c', '/d'] } })).toBe('/a, /b, /c and 1 more');
  expect(deedDetail({ ...deed, action: 'session-retried', detail: { files: 2, code: 'disk-full' } })).toBe('2 files, disk-full');
  expect(deedDetail({ ...deed, action: 'lane-limited', subject: 'ingest', detail: { maxRunning: 2 } })).toBe('ingest · maxRunning 2');
});
