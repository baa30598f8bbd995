import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { analyse } from '../../src/media/analyse.ts';
import { configureSharp } from '../../src/media/configure-sharp.ts';
import { corpus } from '../support/corpus.ts';

/**
 * What is read from real ComfyUI files, each value compared by hand with the graph in the file. Their pixels are pictures of
 * whole workflows; the size is that of the picture that was generated, and absent where a picture was put in.
 */
const folder = corpus('generation');
const files = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.png'));
if (folder === undefined) console.warn('skipped: no ../shared/corpus/generation');

beforeAll(configureSharp);

test.skipIf(files.length === 0)('every file has its golden', () => {
  const goldens = readdirSync(join(import.meta.dirname, 'generation'));
  expect(goldens.sort()).toEqual(files.map((name) => `${name}.json`).sort());
});

test.each(files)('%s', async (name) => {
  const { generation } = await analyse(readFileSync(join(folder!, name)), 'png', { maxPixels: 1e8, timeoutSeconds: 30 });
  const { raw, ...found } = generation!;
  expect(Object.keys(raw).sort()).toEqual(['prompt', 'workflow']);
  expect(JSON.parse(raw['prompt']!)).toBeTypeOf('object');
  await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot(`generation/${name}.json`);
});
