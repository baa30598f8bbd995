import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { configurationDoc, configurationExample } from '../src/config/docs.ts';
import { generateCliDocs } from './gen-cli-docs.ts';
import { generateErrorDocs } from './gen-errors.ts';
import { generateOpenapi } from './gen-openapi.ts';
import { generateSdkTypes } from './gen-sdk.ts';

const root = resolve(import.meta.dirname, '..');

/** Every generated file by its path in the repository. */
async function generateAll(): Promise<Map<string, string>> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const openapi = await generateOpenapi(version);
  return new Map([
    ['docs/openapi.json', openapi],
    ['src/sdk/openapi.d.ts', await generateSdkTypes(openapi)],
    ['docs/errors.md', generateErrorDocs()],
    ['docs/cli.md', generateCliDocs()],
    ['docs/configuration.md', configurationDoc()],
    ['docs/config.example.yml', configurationExample()],
  ]);
}

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [path, text] of await generateAll()) {
  const target = join(root, path);
  const before = await readFile(target, 'utf8').catch(() => undefined);
  if (before === text) continue;
  stale.push(path);
  if (check) continue;
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text);
}
if (check && stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run npm run gen and commit the result.`);
  process.exitCode = 1;
} else if (!check) {
  console.log(stale.length === 0 ? 'Everything was up to date.' : `Written: ${stale.join(', ')}`);
}
