import { expect, test } from 'vitest';
import { withFreeName } from './free-name.ts';
import { ProblemError } from './problem.ts';

const refuse = (code: string) => new ProblemError({ type: 'about:blank', title: 'x', status: 409, code, detail: null, next: '' } as never);

test('the first name that is free, and no longer than it may be', async () => {
  const has = new Set(['Trip', 'Trip (2)', '1234567890']);
  const bring = async (name: string): Promise<void> => {
    if (has.has(name)) throw refuse('taken');
  };
  expect(await withFreeName('Trip', 100, 'taken', bring)).toBe('Trip (3)');
  expect(await withFreeName('Other', 100, 'taken', bring)).toBe('Other');
  expect(await withFreeName('1234567890', 10, 'taken', bring)).toBe('123456 (2)');
});

test('anything else that goes wrong is told', async () => {
  await expect(withFreeName('Trip', 100, 'taken', () => Promise.reject(refuse('gone')))).rejects.toMatchObject({ code: 'gone' });
  await expect(withFreeName('Trip', 100, 'taken', () => Promise.reject(refuse('taken')))).rejects.toMatchObject({ code: 'taken' });
});
