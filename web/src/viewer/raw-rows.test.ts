import { expect, test } from 'vitest';
import type { AssetMetadata } from '../api/types.ts';
import { rawGroups, searchRaw } from './raw-rows.ts';

const metadata: AssetMetadata = {
  origins: [
    { origin: 'human', path: null, readAt: '2026-01-01T00:00:00Z', facts: { title: 'Nest' }, raw: null },
    {
      origin: 'embedded',
      path: null,
      readAt: '2026-01-01T00:00:00Z',
      facts: {},
      raw: { EXIF: { Model: 'D750', GPS: { Latitude: [1, 2, 3] } }, XMP: {}, Warning: 'odd offset' },
    },
  ],
  provenance: { title: 'human' },
};

test('tags by origin and group, nested ones by their path', () => {
  expect(rawGroups(metadata)).toEqual([
    { origin: 'said by a person here', group: 'Facts', rows: [{ name: 'title', value: 'Nest' }] },
    {
      origin: 'from the file itself',
      group: 'EXIF',
      rows: [
        { name: 'Model', value: 'D750' },
        { name: 'GPS.Latitude', value: '1, 2, 3' },
      ],
    },
    { origin: 'from the file itself', group: 'Other', rows: [{ name: 'Warning', value: 'odd offset' }] },
  ]);
});

test('search looks at names, values and groups', () => {
  const groups = rawGroups(metadata);
  expect(searchRaw(groups, 'd7').map(({ group, rows }) => [group, rows.length])).toEqual([['EXIF', 1]]);
  expect(searchRaw(groups, 'exif')[0]?.rows).toHaveLength(2);
  expect(searchRaw(groups, 'nothing like it')).toEqual([]);
});
