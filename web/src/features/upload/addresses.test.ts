import { expect, test } from 'vitest';
import { addressesIn } from './addresses.ts';

test('finds addresses, once each, and nothing else', () => {
  expect(addressesIn('see https://example.org/a.jpg\nHTTP://b.test/x and <https://example.org/a.jpg> file:///etc/passwd javascript:alert(1) cat.jpg')).toEqual([
    'https://example.org/a.jpg',
    'HTTP://b.test/x',
  ]);
  expect(addressesIn('https://')).toEqual([]);
});
