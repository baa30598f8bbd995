import { expect, test } from 'vitest';
import { mergeFacts } from './merge-facts.ts';

test('the most trusted counts, fact by fact', () => {
  const { facts, provenance } = mergeFacts([
    { origin: 'human', facts: { title: 'Mine' } },
    { origin: 'sidecar', facts: { title: 'Theirs', rating: 3 } },
    { origin: 'sidecar', facts: { rating: 1, keywords: ['a'] } },
    { origin: 'embedded', facts: { title: 'Camera', rating: 5, iso: 100 } },
  ]);
  expect(facts).toEqual({ title: 'Mine', rating: 3, keywords: ['a'], iso: 100 });
  expect(provenance).toEqual({ title: 'human', rating: 'sidecar', keywords: 'sidecar', iso: 'embedded' });
});

test('a zone stays with its date and a height with its place', () => {
  const { facts } = mergeFacts([
    { origin: 'human', facts: { takenAt: 5, latitude: 1, longitude: 2 } },
    { origin: 'embedded', facts: { takenAt: 6, takenAtOffsetMinutes: 60, latitude: 3, longitude: 4, altitudeMetres: 900 } },
  ]);
  expect(facts).toEqual({ takenAt: 5, latitude: 1, longitude: 2 });
});

test('a doubtful date is said only while nobody knows better', () => {
  const doubtful = { origin: 'embedded' as const, facts: { doubtfulDate: '1970:01:01 00:00:00' } };
  expect(mergeFacts([doubtful]).facts).toEqual({ doubtfulDate: '1970:01:01 00:00:00' });
  expect(mergeFacts([doubtful, { origin: 'derived', facts: { takenAt: 7 } }])).toEqual({ facts: { takenAt: 7 }, provenance: { takenAt: 'derived' } });
  expect(mergeFacts([])).toEqual({ facts: {}, provenance: {} });
});
