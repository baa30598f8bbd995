import { expect, test } from 'vitest';
import { whyDoubtful } from './why-doubtful.ts';

test('a doubtful date says what is odd about it', () => {
  expect(whyDoubtful('1970:01:01 00:00:00')).toMatch(/clock was not set/);
  expect(whyDoubtful('0000:00:00 00:00:00')).toBe('no date at all');
  expect(whyDoubtful('1700-05-01')).toMatch(/first photograph/);
  expect(whyDoubtful('2099-01-01T00:00:00', Date.UTC(2026, 0, 1))).toBe('that is still to come');
  expect(whyDoubtful('2000:01:01 00:00:00')).toMatch(/never set/);
});
