import { expect, test } from 'vitest';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { checkFormats } from './format-checks.ts';

test('without any program pictures are read all the same, and the commands that enable the rest are named', async () => {
  const checks = await checkFormats(tempDir('no-programs'));
  const texts = checks.map(({ status, message, fix }) => `${status} ${message} ${fix ?? ''}`);
  expect(texts).toContainEqual(expect.stringMatching(/^ok JPEG, PNG.*read by libvips/));
  expect(texts).toContainEqual(expect.stringMatching(/^ok HEIC: read by libheif/));
  expect(texts).toContainEqual(expect.stringMatching(/^info HEIC: .*apt install libheif-examples/));
  expect(texts).toContainEqual(expect.stringMatching(/^warn MP4, QuickTime.* sudo apt install ffmpeg$/));
});
