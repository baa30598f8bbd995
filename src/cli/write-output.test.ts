import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { tempDir } from '../../test/support/temp-dir.ts';
import { writeOutput } from './write-output.ts';

let path: string;
beforeEach(() => {
  path = join(tempDir('output'), 'library.jsonl');
});

async function* lines(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}
async function* broken(): AsyncGenerator<string> {
  yield 'a';
  throw new Error('the catalog is gone');
}

test('a new file is written whole', async () => {
  expect(await writeOutput(path, false, lines('a\n', 'b\n'))).toBe(2);
  expect(readFileSync(path, 'utf8')).toBe('a\nb\n');
  expect(existsSync(`${path}.part`)).toBe(false);
});

test('one that is there stays as it is, unless it may be replaced', async () => {
  writeFileSync(path, 'old');
  await expect(writeOutput(path, false, lines('new'))).rejects.toMatchObject({ code: 'output-exists', detail: path });
  expect(readFileSync(path, 'utf8')).toBe('old');
  await writeOutput(path, true, lines('new'));
  expect(readFileSync(path, 'utf8')).toBe('new');
});

test('one that comes meanwhile stays too', async () => {
  async function* slow(): AsyncGenerator<string> {
    yield 'a';
    writeFileSync(path, 'other');
  }
  await expect(writeOutput(path, false, slow())).rejects.toMatchObject({ code: 'output-exists' });
  expect(readFileSync(path, 'utf8')).toBe('other');
});

test('broken off, the old one stays and nothing else is left', async () => {
  writeFileSync(path, 'old');
  await expect(writeOutput(path, true, broken())).rejects.toThrow('the catalog is gone');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(existsSync(`${path}.part`)).toBe(false);
});
