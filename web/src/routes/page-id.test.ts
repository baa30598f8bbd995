import { expect, test } from 'vitest';
import { pageId } from './page-id.ts';

test('numbers of pages, and what is none', () => {
  expect(pageId('17')).toBe(17);
  for (const text of [undefined, '', 'notanumber', '0', '-1', '1.5', '1e3', '9'.repeat(20)]) expect(pageId(text)).toBeUndefined();
});
