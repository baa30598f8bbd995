import { lstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachEngine } from '../../test/support/catalogs.ts';
import { addAssets } from '../../test/support/server.ts';
import { tempDir } from '../../test/support/temp-dir.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { recognise } from './recognise.ts';

interface Place {
  readonly path: string;
  /** What the catalog knows it to hold. */
  readonly content: string;
  /** The file whose inode, size and time it had. */
  readonly like: string;
  readonly dev?: string;
}

async function remember(catalog: Catalog, { path, content, like, dev }: Place): Promise<void> {
  const [asset_id] = await addAssets(catalog, [{ bytes: Buffer.from(content) }]);
  const stat = lstatSync(like, { bigint: true });
  const row = {
    asset_id: asset_id!,
    kind: 'referenced' as const,
    path,
    name: 'frame.nef',
    bytes: Number(stat.size),
    mtime_ms: Number(stat.mtimeMs),
    dev: dev ?? String(stat.dev),
    ino: String(stat.ino),
    state: 'present' as const,
    session_id: 'session',
    created_at: 0,
  };
  await catalog.write((tx) => tx.insertInto('location').values(row).execute());
}

forEachEngine('a file with the inode, size and time of a known one', (open) => {
  const setUp = async () => {
    const folder = tempDir('recognise');
    const [known, file] = [join(folder, 'known.nef'), join(folder, 'file.nef')];
    const catalog = await open();
    const look = () => recognise({ catalog, clock: Date.now, mayBeGone: async () => true }, [file]);
    return { catalog, known, file, look };
  };

  test('is that one, renamed, when its old name is gone', async () => {
    const { catalog, known, file, look } = await setUp();
    writeFileSync(file, 'frame 1');
    await remember(catalog, { path: known, content: 'whatever', like: file });
    expect(await look()).toEqual({ fresh: [], moved: 1, known: 0 });
  });

  test.each(['frame 1', 'frame 2'])('on another device is that one only if its content is: %s', async (content) => {
    const { catalog, known, file, look } = await setUp();
    writeFileSync(file, 'frame 1');
    await remember(catalog, { path: known, content, like: file, dev: '4711' });
    expect(await look()).toEqual(content === 'frame 1' ? { fresh: [], moved: 1, known: 0 } : { fresh: [file], moved: 0, known: 0 });
  });

  test.each(['frame 1', 'frame 2'])('while something else lies at the old path is that one only if its content is: %s', async (content) => {
    const { catalog, known, file, look } = await setUp();
    writeFileSync(file, 'frame 1');
    writeFileSync(known, 'frame 3');
    await remember(catalog, { path: known, content, like: file });
    expect(await look()).toEqual(content === 'frame 1' ? { fresh: [], moved: 1, known: 0 } : { fresh: [file], moved: 0, known: 0 });
  });

  test.each(['frame 1', 'frame 2'])('at its own path after the disk was mounted anew is known only if its content is: %s', async (content) => {
    const { catalog, file, look } = await setUp();
    writeFileSync(file, 'frame 1');
    await remember(catalog, { path: file, content, like: file, dev: '4711' });
    expect(await look()).toEqual(content === 'frame 1' ? { fresh: [], moved: 0, known: 1 } : { fresh: [file], moved: 0, known: 0 });
  });
});
