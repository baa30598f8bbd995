import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { AppError } from '../core/errors.ts';
import { errorLines } from './output.ts';

const plain = (error: AppError): string[] => errorLines(error).map((line) => stripVTControlCharacters(line));

test('an error is what happened, this time, and what to do', () => {
  expect(plain(new AppError('disk-full', { detail: 'write /data/originals' }))).toEqual([
    '✗ There is no space left on the disk',
    '  write /data/originals',
    '  → Free some space; Magpie goes on by itself.',
  ]);
});

test('fields are named once', () => {
  const fields = [{ path: 'port', message: 'port must be a number' }];
  expect(plain(new AppError('invalid-config', { detail: 'port must be a number', fields }))).toHaveLength(3);
  expect(plain(new AppError('invalid-config', { detail: 'something is wrong', fields }))).toContain('  port: port must be a number');
});
