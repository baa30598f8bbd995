import { expect, test } from 'vitest';
import type { AssetMetadata } from '../api/types.ts';
import { witnessOf } from './witness.ts';

const metadata: AssetMetadata = {
  origins: [
    { origin: 'sidecar', path: '/photos/a/nest.jpg.xmp', readAt: '2026-01-01T00:00:00Z', facts: { title: 'Nest' }, raw: null },
    { origin: 'embedded', path: null, readAt: '2026-01-01T00:00:00Z', facts: { title: 'DSC', lens: '50mm' }, raw: null },
  ],
  provenance: { title: 'sidecar', lens: 'embedded' },
};

test('who is believed, with the name of the sidecar', () => {
  expect(witnessOf(metadata, ['title'])).toEqual({ origin: 'sidecar', words: 'from the sidecar nest.jpg.xmp' });
  expect(witnessOf(metadata, ['cameraModel', 'lens'])?.origin).toBe('embedded');
  expect(witnessOf(metadata, ['rating'])).toBeNull();
});
