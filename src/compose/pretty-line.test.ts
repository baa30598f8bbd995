import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { prettyLine } from './pretty-line.ts';

const plain = (entry: object): string =>
  stripVTControlCharacters(prettyLine(JSON.stringify({ level: 'info', time: new Date(2026, 0, 1, 12, 30, 1), pid: 1, ...entry })));

test('time, level, role, message, fields', () => {
  expect(plain({ role: 'worker', msg: 'a.jpg: ingested', ms: 41, code: 'x' })).toBe('12:30:01 info  worker     a.jpg: ingested  ms=41 code=x\n');
});

test('an error shows its stack, a warning its message', () => {
  const err = { message: 'no', stack: 'Error: no\n  at x' };
  expect(plain({ level: 'error', msg: 'm', err })).toContain('at x');
  expect(plain({ level: 'warn', msg: 'm', err })).not.toContain('at x');
});

test('what is no JSON goes through as it is', () => {
  expect(prettyLine('(node:1) Warning\n')).toBe('(node:1) Warning\n');
});
