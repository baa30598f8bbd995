import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createApiKey } from '../../src/auth/api-keys.ts';
import { setPassword } from '../../src/auth/password.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addStoredAsset, listen, testServer } from '../support/server.ts';
import { tempDir } from '../support/temp-dir.ts';

const run = promisify(execFile);
const version = await run('gallery-dl', ['--version']).then(
  ({ stdout }) => stdout.trim(),
  () => undefined,
);
if (version === undefined) console.log('skipped: gallery-dl is not installed (sudo apt install gallery-dl)');
const COUNT = 5;

forEachEngine('gallery-dl', (open) => {
  test.skipIf(version === undefined)('lists and downloads a tag search, open and behind a password', async () => {
    const server = await testServer(await open());
    const pictures = new Map<string, string>();
    for (let i = 0; i < COUNT + 2; i += 1) {
      const bytes = `picture ${i}`;
      const id = await addStoredAsset(server, Buffer.from(bytes), `${i}.jpg`);
      if (i >= COUNT) continue;
      pictures.set(String(id), bytes);
      await server.catalog.write(async (tx) => {
        const tags = await ensureTags(tx, ['wanted', 'other_tag'], 0);
        await writeClaims(tx, 'human', [{ assetId: id, statements: [...tags.values()].map((tag) => ({ tagId: tag.id, says: 'yes' })) }], 0);
      });
    }
    const address = await listen(server.app);
    const folder = tempDir('gallery-dl');

    const download = async (into: string, more: object = {}): Promise<Record<string, string>> => {
      const config = join(folder, `${into}.json`);
      const to = join(folder, into);
      mkdirSync(to);
      const instance = { root: address, ...more };
      writeFileSync(config, JSON.stringify({ extractor: { 'base-directory': to, Danbooru: { magpie: instance }, magpie: more, sleep: 0 } }));
      await run('gallery-dl', [
        '--config-ignore',
        '--config',
        config,
        '--directory',
        to,
        '--filename',
        '{id}.{extension}',
        '-o',
        'request_interval=0',
        `${address}/posts?tags=wanted`,
      ]);
      return Object.fromEntries(readdirSync(to).map((name) => [name.replace(/\.jpg$/, ''), readFileSync(join(to, name), 'utf8')]));
    };

    expect(await download('open')).toEqual(Object.fromEntries(pictures));
    await setPassword(server.catalog, 'correct horse');
    server.time.now += 2000;
    const { key } = await createApiKey(server.catalog, { name: 'gallery-dl', scope: 'read', expiresAt: null }, { actor: 'cli', now: server.time.now });
    await expect(download('refused')).rejects.toThrow();
    expect(await download('keyed', { username: 'me', password: key })).toEqual(Object.fromEntries(pictures));
    await server.app.close();
  });
});
