import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folderByPath } from '../../src/catalog/folder-queries.ts';
import { relationsOf } from '../../src/catalog/living-queries.ts';
import { listRoots } from '../../src/catalog/root-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { newId } from '../../src/core/ids.ts';
import { continueMove, moveRoot } from '../../src/roots/move-root.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { waitFor } from '../support/wait-for.ts';
import { picture, setUp } from './living-root.ts';

const LONG = 120_000;
/** Files of the tree that is renamed as a whole. */
const TREE = 5_000;

const paths = (rows: ReadonlyArray<{ path: string; state: string }>, state = 'present') => rows.filter((row) => row.state === state).map((row) => row.path);

forEachEngine('a watched referenced root', (open) => {
  test(
    'files come in, are changed, renamed, deleted and come back',
    async () => {
      const { catalog, root, watch, locations, jobs } = await setUp(open);
      picture(join(root, 'a.png'), 'a');
      picture(join(root, 'in/b.png'), 'b');
      const stop = await watch();
      await waitFor('both', async () => (await locations()).length === 2);
      expect(existsSync(join(root, '.magpie-root'))).toBe(true);
      const [a, b] = await locations();
      const before = await jobs();

      // Renamed while it is watched.
      renameSync(join(root, 'a.png'), join(root, 'in/renamed.png'));
      await waitFor('the rename', async () => paths(await locations()).includes(join(root, 'in/renamed.png')));
      // Copied elsewhere and the old one deleted: another inode, another time, the same content.
      writeFileSync(join(root, 'copy.png'), readFileSync(join(root, 'in/b.png')));
      rmSync(join(root, 'in/b.png'));
      await waitFor(
        'the copy',
        async () => (await locations()).some((row) => row.path === join(root, 'copy.png') && row.asset_id === b!.asset_id && row.state === 'present'),
        { timeoutMs: 15_000 },
      );
      // Only touched.
      utimesSync(join(root, 'in/renamed.png'), 1_600_000_000, 1_600_000_000);
      await waitFor(
        'the touch',
        async () =>
          (await catalog.read.selectFrom('location').select('mtime_ms').where('path', '=', join(root, 'in/renamed.png')).executeTakeFirst())?.mtime_ms ===
          1_600_000_000_000,
      );
      expect(await jobs()).toBe(before);
      expect((await locations()).find((row) => row.path === join(root, 'in/renamed.png'))?.asset_id).toBe(a!.asset_id);

      // Changed: a new asset that knows of the old one, which keeps being.
      appendFileSync(join(root, 'copy.png'), 'edited');
      const edited = await waitFor('the edit', async () =>
        (await locations()).find((row) => row.path === join(root, 'copy.png') && row.asset_id !== b!.asset_id),
      );
      expect(await relationsOf(catalog.read, edited.asset_id)).toEqual({ supersedes: [b!.asset_id], supersededBy: [] });
      expect(await relationsOf(catalog.read, b!.asset_id)).toEqual({ supersedes: [], supersededBy: [edited.asset_id] });

      // Deleted, and back again: the asset is never gone.
      const aside = join(root, '../aside.png');
      renameSync(join(root, 'in/renamed.png'), aside);
      await waitFor('it to be missing', async () => paths(await locations(), 'missing').includes(join(root, 'in/renamed.png')));
      expect((await folderByPath(catalog.read, root))?.ingested_below).toBe(1);
      renameSync(aside, join(root, 'in/renamed.png'));
      await waitFor('it to be back', async () => paths(await locations()).includes(join(root, 'in/renamed.png')));

      // While nobody watched: two files change places, one is deleted.
      await stop();
      const later = await jobs();
      picture(join(root, 'x.png'), 'x');
      const restart = await watch();
      await waitFor('x', async () => paths(await locations()).includes(join(root, 'x.png')));
      await restart();
      renameSync(join(root, 'x.png'), join(root, 'y.png'));
      renameSync(join(root, 'copy.png'), join(root, 'x.png'));
      rmSync(join(root, 'in/renamed.png'));
      await watch();
      await waitFor(
        'the new state',
        async () => paths(await locations()).join() === [join(root, 'x.png'), join(root, 'y.png')].join() && paths(await locations(), 'missing').length === 1,
      );
      const rows = await locations();
      expect(rows.find((row) => row.path === join(root, 'x.png'))?.asset_id).toBe(edited.asset_id);
      expect(await jobs()).toBe(later + 1);
    },
    LONG,
  );

  test(
    `a tree of ${TREE} files renamed while it is watched: none taken in again, none lost`,
    async () => {
      const { catalog, root, watch, locations, jobs } = await setUp(open);
      for (let n = 0; n < TREE; n += 1) picture(join(root, `tree/${n % 20}/${n % 100}/${n}.png`), String(n));
      await watch();
      await waitFor('all of them', async () => paths(await locations()).length === TREE, { timeoutMs: LONG, everyMs: 200 });
      const assets = new Map((await locations()).map((row) => [row.path, row.asset_id]));
      const before = await jobs();
      renameSync(join(root, 'tree'), join(root, 'renamed'));
      mkdirSync(join(root, 'other'));
      renameSync(join(root, 'renamed/3'), join(root, 'other/three'));
      const from = (path: string) => path.replace(join(root, 'renamed'), join(root, 'tree')).replace(join(root, 'other/three'), join(root, 'tree/3'));
      await waitFor('the new places', async () => !(await locations()).some((row) => row.path.startsWith(join(root, 'tree')) || row.state !== 'present'), {
        timeoutMs: 60_000,
        everyMs: 200,
      });
      const rows = await locations();
      expect(rows).toHaveLength(TREE);
      expect(rows.filter((row) => assets.get(from(row.path)) !== row.asset_id)).toEqual([]);
      expect(await jobs()).toBe(before);
      expect(await folderByPath(catalog.read, root)).toMatchObject({ ingested_below: TREE });
    },
    LONG * 2,
  );

  test(
    'an offline root changes nothing and comes back by itself; a hard link is a second place',
    async () => {
      const { catalog, base, root, watch, locations, jobs } = await setUp(open);
      for (let n = 0; n < 20; n += 1) picture(join(root, `d${n % 3}/${n}.png`), String(n));
      const stop = await watch();
      await waitFor('all', async () => paths(await locations()).length === 20);
      linkSync(join(root, 'd0/0.png'), join(root, 'link.png'));
      await waitFor('the link', async () => paths(await locations()).length === 21);
      await stop();
      // As if its disk were not mounted: the mount point is an empty folder.
      renameSync(root, join(base, 'disk'));
      mkdirSync(root);
      const before = await jobs();
      const again = await watch();
      await waitFor('it to be offline', async () => (await listRoots(catalog.read))[0]?.state === 'offline');
      expect(paths(await locations())).toHaveLength(21);
      rmSync(root, { recursive: true });
      renameSync(join(base, 'disk'), root);
      await waitFor('it to be online', async () => (await listRoots(catalog.read))[0]?.state === 'online', { timeoutMs: 30_000 });
      await again();
      // Taken away while it is watched.
      await watch();
      renameSync(root, join(base, 'disk'));
      await waitFor('it to be offline again', async () => (await listRoots(catalog.read))[0]?.state === 'offline', { timeoutMs: 30_000 });
      expect(paths(await locations())).toHaveLength(21);
      renameSync(join(base, 'disk'), root);
      picture(join(root, 'new.png'), 'new');
      await waitFor('it to be watched again', async () => paths(await locations()).length === 22, { timeoutMs: 30_000 });
      expect(paths(await locations(), 'missing')).toEqual([]);
      expect(await jobs()).toBe(before + 1);
    },
    LONG,
  );

  test.skipIf(process.getuid?.() !== 0)(
    'a disk that may only be read, unmounted and mounted again (skipped: needs the right to mount)',
    async () => {
      const { catalog, base, root, watch, locations, jobs } = await setUp(open);
      const disk = join(base, 'disk');
      for (let n = 0; n < 5; n += 1) picture(join(disk, `${n}.png`), String(n));
      const mount = () => execFileSync('mount', ['--bind', '-o', 'ro', disk, root]);
      const unmount = () => execFileSync('umount', ['-l', root], { stdio: 'ignore' });
      mount();
      onTestFinished(() => {
        try {
          unmount();
        } catch {
          // It is not mounted at the end of a test that went well.
        }
      });
      const stop = await watch();
      await waitFor('all', async () => paths(await locations()).length === 5);
      const before = await jobs();
      expect((await listRoots(catalog.read))[0]).toMatchObject({ marker: 0, state: 'online' });
      expect(existsSync(join(disk, '.magpie-root'))).toBe(false);
      await stop();
      unmount();
      const again = await watch();
      await waitFor('it to be offline', async () => (await listRoots(catalog.read))[0]?.reason === 'not-mounted');
      expect(paths(await locations())).toHaveLength(5);
      mount();
      await waitFor('it to be online', async () => (await listRoots(catalog.read))[0]?.state === 'online', { timeoutMs: 30_000 });
      await again();
      unmount();
      expect(paths(await locations())).toHaveLength(5);
      expect(await jobs()).toBe(before);
    },
    120_000,
  );

  test('a root in a root: when the inner one is away, nothing of it is missing', async () => {
    const { catalog, root, watch, locations, jobs } = await setUp(open);
    const inner = join(root, 'usb');
    picture(join(root, 'a.png'), 'a');
    picture(join(inner, 'b.png'), 'b');
    const roots = [root, inner].map((path) => ({ path, mode: 'reference' as const, watch: true }));
    const stop = await watch(roots);
    await waitFor('both', async () => paths(await locations()).length === 2);
    expect(await folderByPath(catalog.read, root)).toMatchObject({ ingested_below: 2, total_below: 2 });
    await stop();
    const aside = join(root, '../aside');
    renameSync(inner, aside);
    const before = await jobs();
    picture(join(root, 'c.png'), 'c');
    await watch(roots);
    await waitFor('c', async () => paths(await locations()).includes(join(root, 'c.png')));
    await waitFor('the inner one to be offline', async () => (await listRoots(catalog.read)).find(({ path }) => path === inner)?.state === 'offline');
    rmSync(join(root, 'a.png'));
    await waitFor('a to be missing', async () => paths(await locations(), 'missing').length === 1);
    expect(paths(await locations(), 'missing')).toEqual([join(root, 'a.png')]);
    renameSync(aside, inner);
    await waitFor('the inner one to be online', async () => (await listRoots(catalog.read)).find(({ path }) => path === inner)?.state === 'online', {
      timeoutMs: 30_000,
    });
    expect(await jobs()).toBe(before + 1);
  }, 120_000);

  test(
    'a root moved to another path: told, or found by its marker; nothing is processed again',
    async () => {
      const { catalog, base, root, watch, locations, jobs } = await setUp(open);
      for (let n = 0; n < 30; n += 1) picture(join(root, `d${n % 3}/e/${n}.png`), String(n));
      let stop = await watch();
      await waitFor('all', async () => paths(await locations()).length === 30);
      await stop();
      const before = await jobs();
      const assets = (await locations()).map((row) => row.asset_id);
      const [row] = await listRoots(catalog.read);
      const deps = { catalog, logger: silentLogger, clock: Date.now };
      const elsewhere = join(base, 'mnt/new place');
      mkdirSync(dirname(elsewhere));
      mkdirSync(join(base, 'wrong'));
      await expect(moveRoot(deps, row!.id, join(base, 'wrong'), { actor: 'cli' })).rejects.toMatchObject({ code: 'root-differs' });
      renameSync(root, elsewhere);
      await moveRoot(deps, row!.id, elsewhere, { actor: 'cli' });
      expect(await continueMove(deps, row!.id, newId())).toBe(true);
      const moved = await locations();
      expect(moved.map((location) => location.asset_id)).toEqual(assets);
      expect(moved.every((location) => location.path.startsWith(`${elsewhere}/d`) && statSync(location.path).isFile())).toBe(true);
      expect(await folderByPath(catalog.read, elsewhere)).toMatchObject({ total_below: 30, ingested_below: 30, unscanned_below: 0 });
      expect(await folderByPath(catalog.read, root)).toBeUndefined();
      expect(await folderByPath(catalog.read, base)).toMatchObject({ total_below: 30, ingested_below: 30 });

      // The configuration still names the old path: it is the same root.
      stop = await watch();
      await waitFor('online', async () => (await listRoots(catalog.read))[0]?.state === 'online');
      await stop();
      // Renamed on disk and in the configuration.
      const third = join(base, 'third');
      renameSync(elsewhere, third);
      stop = await watch([{ path: third, mode: 'reference', watch: true }]);
      await waitFor('the third place', async () => {
        const [now] = await listRoots(catalog.read);
        return now?.path === third && now.state === 'online' && now.id === row!.id;
      });
      await stop();
      expect(paths(await locations()).every((path) => path.startsWith(third))).toBe(true);
      expect(await jobs()).toBe(before);
      expect((await listRoots(catalog.read, { removed: true })).length).toBe(1);
    },
    LONG,
  );
});
