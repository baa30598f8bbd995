import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { endExifTool, exiftool } from './exiftool.ts';

afterAll(endExifTool);

test('when the folder for temporary files was tidied, the configuration is made anew', async () => {
  const first = await exiftool();
  const before = first!.options.exiftoolArgs[1]!;
  expect(existsSync(before)).toBe(true);
  expect(await exiftool()).toBe(first);
  rmSync(dirname(before), { recursive: true });
  const after = (await exiftool())!.options.exiftoolArgs[1]!;
  expect(after).not.toBe(before);
  expect(existsSync(after)).toBe(true);
});
