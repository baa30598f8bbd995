import { expect, test } from 'vitest';
import { EMPTY_DRAFT, isCovered, requestOf, toggleFolder } from './ingest-draft.ts';

test('a folder chosen with those below replaces them', () => {
  const draft = { ...EMPTY_DRAFT, folders: ['/p/a/b', '/p/ab', '/p/a/c'] };
  expect(toggleFolder(draft, '/p/a')).toEqual(['/p/ab', '/p/a']);
  expect(toggleFolder({ ...draft, recursive: false }, '/p/a')).toEqual(['/p/a/b', '/p/ab', '/p/a/c', '/p/a']);
  expect(toggleFolder(draft, '/p/ab')).toEqual(['/p/a/b', '/p/a/c']);
  expect([isCovered(['/p/a'], '/p/a/b'), isCovered(['/p/a'], '/p/ab'), isCovered(['/'], '/p')]).toEqual([true, false, true]);
});

test('only what was filled in is asked for', () => {
  expect(requestOf({ ...EMPTY_DRAFT, folders: ['/p'], pattern: ' ', parallel: 1 }, true)).toEqual({
    directory_paths: ['/p'],
    mode: 'copy',
    recursive: true,
    parallel: 'sequential',
    skip_existing: true,
    dry_run: true,
  });
  expect(requestOf({ ...EMPTY_DRAFT, pattern: '*.png ', maxFiles: 5, parallel: 4, webhook: 'http://nas/hook' }, false)).toMatchObject({
    pattern: '*.png',
    max_files: 5,
    parallel: 4,
    webhook_url: 'http://nas/hook',
  });
});

test('what is not to be read is said, and nothing else', () => {
  expect(requestOf({ ...EMPTY_DRAFT, unwanted: ['scores', 'exif'] }, false).metadata).toEqual({ exif: false, scores: false });
  expect(requestOf(EMPTY_DRAFT, false)).not.toHaveProperty('metadata');
});
