import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, copyFile, mkdir, mkdtemp, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { tempDir } from '../../test/support/temp-dir.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { type Logger, silentLogger } from '../core/logger.ts';
import { FolderMonitor, type FolderMonitorOptions } from './folder-monitor.ts';
import type { FoundFile } from './found-file.ts';

interface Offer extends FoundFile {
  readonly at: number;
}

let dir: string;
let root: string;
const base = tempDir('watch');
beforeEach(async () => {
  dir = await mkdtemp(join(base, 't-'));
  root = join(dir, 'inbox');
});

async function startMonitor(options: Partial<FolderMonitorOptions> = {}): Promise<{ monitor: FolderMonitor; offers: Offer[]; names: () => string[] }> {
  const offers: Offer[] = [];
  const offer = async (files: readonly FoundFile[]) => {
    offers.push(...files.map((file) => ({ ...file, at: performance.now() })));
  };
  const monitor = new FolderMonitor({ root, settleMs: 1_000, rescanSeconds: 60, exclude: [], offer, logger: silentLogger, ...options });
  await monitor.start();
  onTestFinished(() => monitor.stop());
  return { monitor, offers, names: () => offers.map((file) => file.name).sort() };
}

const one = (offers: Offer[]) => waitFor('an offer', () => offers[0]);

test('a finished file is offered once, some time over the settle time after its last write', async () => {
  const { monitor, offers } = await startMonitor();
  await monitor.rescanNow();
  await writeFile(join(root, 'a.jpg'), 'abc');
  const written = performance.now();
  const found = await one(offers);
  const { mtimeMs } = await stat(join(root, 'a.jpg'));
  expect(found).toMatchObject({ path: join(root, 'a.jpg'), name: 'a.jpg', size: 3, mtimeMs });
  expect(found.at - written).toBeGreaterThan(900);
  await monitor.rescanNow();
  await monitor.rescanNow();
  expect(offers).toHaveLength(1);
  expect(monitor.stats()).toMatchObject({ pending: 0, mode: 'watching' });
});

test('what lies there before the start is found; old files need no wait, one from the future does not hang', async () => {
  await mkdir(join(root, 'in'), { recursive: true });
  const names = ['old.jpg', 'in/old.png', 'fresh.jpg', 'future.jpg', '.hidden.jpg', 'x.part'];
  for (const name of names) await writeFile(join(root, name), 'x');
  const past = new Date(Date.now() - 60_000);
  const future = new Date(Date.now() + 3_600_000);
  await utimes(join(root, 'old.jpg'), past, past);
  await utimes(join(root, 'in/old.png'), past, past);
  await utimes(join(root, 'future.jpg'), future, future);
  const { monitor, offers, names: offered } = await startMonitor({ settleMs: 1_500 });
  const started = performance.now();
  await waitFor('all four', () => offers.length === 4);
  await monitor.stop();
  expect(offered()).toEqual(['fresh.jpg', 'future.jpg', 'old.jpg', 'old.png']);
  for (const { name, at } of offers) expect([name, at - started < 1_400]).toEqual([name, name.startsWith('old')]);
});

test('a path that was taken away is offered again when it comes back, even with the same size and mtime', async () => {
  const { offers } = await startMonitor({ settleMs: 200 });
  const spare = join(dir, 'spare.jpg');
  await writeFile(spare, 'same');
  const when = new Date(1_700_000_000_000);
  for (let round = 1; round <= 2; round += 1) {
    await copyFile(spare, join(root, 'a.jpg'));
    await utimes(join(root, 'a.jpg'), when, when);
    await waitFor(`offer ${round}`, () => offers.length === round);
    await rename(join(root, 'a.jpg'), join(dir, `taken-${round}.jpg`));
  }
  expect(offers.map(({ size, mtimeMs }) => [size, mtimeMs])).toEqual([1, 2].map(() => [4, when.getTime()]));
});

test('a file removed before it settled is not offered; one renamed into the folder is', async () => {
  const { monitor, offers, names } = await startMonitor({ settleMs: 400 });
  await writeFile(join(root, 'gone.jpg'), 'x');
  await waitFor('noticed', () => monitor.stats().pending === 1);
  await rm(join(root, 'gone.jpg'));
  await writeFile(join(dir, 'moved.jpg'), 'xyz');
  await rename(join(dir, 'moved.jpg'), join(root, 'moved.jpg'));
  await one(offers);
  await waitFor('nothing pending', () => monitor.stats().pending === 0);
  expect(names()).toEqual(['moved.jpg']);
});

test.skipIf(process.platform !== 'linux')('a slow writer of another process: offered after its close, whole', async () => {
  const { offers } = await startMonitor({ settleMs: 300 });
  const path = join(root, 'slow.jpg');
  const code = `const fs = require('fs'); const fd = fs.openSync(${JSON.stringify(path)}, 'w'); fs.writeSync(fd, 'x'.repeat(1000));
    setTimeout(() => { fs.writeSync(fd, 'y'.repeat(500)); fs.closeSync(fd); console.log('closed'); }, 4000);`;
  const writer = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closing = once(writer.stdout, 'data').then(() => performance.now());
  const found = await one(offers);
  expect(found.size).toBe(1_500);
  expect(found.at).toBeGreaterThan(await closing);
  expect(offers).toHaveLength(1);
});

test('a writer that opens the file again for each piece', async () => {
  const { offers } = await startMonitor({ settleMs: 600 });
  for (let piece = 0; piece < 6; piece += 1) {
    await appendFile(join(root, 'a.jpg'), 'x'.repeat(100));
    await sleep(300);
  }
  expect((await one(offers)).size).toBe(600);
  expect(offers).toHaveLength(1);
});

test('2,000 files in 60 new folders are offered, each exactly once', async () => {
  const { monitor, offers } = await startMonitor();
  await monitor.rescanNow();
  const code = `const fs = require('fs'); for (let n = 0; n < 2000; n += 1) {
    const folder = ${JSON.stringify(root)} + '/d' + (n % 20) + '/e' + (n % 60); fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(folder + '/' + n + '.jpg', 'x'.repeat(n)); }`;
  await once(spawn(process.execPath, ['-e', code], { stdio: 'inherit' }), 'exit');
  await waitFor('all files', () => offers.length >= 2_000, { timeoutMs: 20_000 });
  await monitor.rescanNow();
  await waitFor('nothing pending', () => monitor.stats().pending === 0);
  expect(offers).toHaveLength(2_000);
  expect(new Set(offers.map(({ path }) => path)).size).toBe(2_000);
  expect(offers.filter(({ name, size }) => size !== Number(basename(name, '.jpg')))).toEqual([]);
}, 30_000);

test('files that come late into the inner folders of a tree moved in are found well before the next scan', async () => {
  await mkdir(join(dir, 'tree/a/b'), { recursive: true });
  const { monitor, offers, names } = await startMonitor({ settleMs: 200 });
  await monitor.rescanNow();
  await rename(join(dir, 'tree'), join(root, 'tree'));
  await waitFor('the watcher to be started anew', () => monitor.stats().rescans >= 2);
  await writeFile(join(root, 'tree/a/b/late.jpg'), 'x');
  await one(offers);
  expect(names()).toEqual(['late.jpg']);
}, 20_000);

test('an offer that fails comes again', async () => {
  let calls = 0;
  const { monitor } = await startMonitor({
    settleMs: 100,
    offer: async () => {
      calls += 1;
      if (calls === 1) throw new Error('the catalog is busy');
    },
  });
  await writeFile(join(root, 'a.jpg'), 'x');
  await waitFor('the second offer', () => calls === 2 && monitor.stats().pending === 0);
});

test('stop during a burst: no offer afterwards', async () => {
  let underWay = 0;
  let offered = 0;
  await mkdir(root);
  await Promise.all(Array.from({ length: 1_500 }, (_, n) => writeFile(join(root, `${n}.jpg`), 'x')));
  const { monitor } = await startMonitor({
    settleMs: 50,
    offer: async (files) => {
      underWay += 1;
      offered += files.length;
      await sleep(150);
      underWay -= 1;
    },
  });
  await waitFor('the first offer', () => underWay > 0);
  await monitor.stop();
  expect(underWay).toBe(0);
  const before = offered;
  expect(before).toBeLessThan(1_500);
  await sleep(300);
  expect(offered).toBe(before);
});

test('polling finds files without any hint, and scans only so often', async () => {
  const { monitor, names } = await startMonitor({ polling: true, rescanSeconds: 0.2, settleMs: 100 });
  await writeFile(join(root, 'a.jpg'), 'x');
  await waitFor('the offer', () => names().length === 1);
  expect(monitor.stats()).toMatchObject({ hints: 0, mode: 'polling' });
});

test('a root that goes away is told once, and watched again when it is back', async () => {
  const lines: string[] = [];
  const logger: Logger = {
    ...silentLogger,
    warn: (_, message) => lines.push(message ?? ''),
    info: (_, message) => lines.push(message ?? ''),
    child: () => logger,
  };
  const { monitor, names } = await startMonitor({ rescanSeconds: 0.2, settleMs: 100, logger });
  await rm(root, { recursive: true });
  await waitFor('it to be told', () => lines.length === 1);
  await monitor.rescanNow();
  await mkdir(root);
  await waitFor('watching again', () => monitor.stats().mode === 'watching');
  await writeFile(join(root, 'a.jpg'), 'x');
  await waitFor('the offer', () => names().length === 1);
  expect(lines).toEqual(['The watched folder is gone; waiting for it', 'The watched folder is back']);
});

test('a root that is a link, an excluded folder and links inside', async () => {
  await mkdir(join(dir, 'real/skip'), { recursive: true });
  await mkdir(join(dir, 'elsewhere'));
  await symlink(join(dir, 'real'), root);
  await symlink(join(dir, 'elsewhere'), join(dir, 'real/loop'));
  const { offers } = await startMonitor({ settleMs: 200, exclude: [join(root, 'skip')] });
  await writeFile(join(dir, 'elsewhere/no.jpg'), 'x');
  await writeFile(join(root, 'skip/no.jpg'), 'x');
  await symlink(join(dir, 'elsewhere/no.jpg'), join(root, 'link.jpg'));
  await writeFile(join(root, 'yes.jpg'), 'x');
  expect((await one(offers)).path).toBe(join(root, 'yes.jpg'));
  await sleep(400);
  expect(offers).toHaveLength(1);
});

test('what a .magpieignore leaves out is neither watched nor offered; a change of the rules holds at once', async () => {
  await mkdir(join(root, 'cache/deep'), { recursive: true });
  await mkdir(join(root, '@eaDir'));
  await writeFile(join(root, '.magpieignore'), 'cache/\n*.bak.jpg\n');
  await writeFile(join(root, 'cache/deep/old.jpg'), 'x');
  const { monitor, names } = await startMonitor({ settleMs: 100 });
  await monitor.rescanNow();
  await writeFile(join(root, 'cache/deep/no.jpg'), 'x');
  await writeFile(join(root, '@eaDir/no.jpg'), 'x');
  await writeFile(join(root, 'x.bak.jpg'), 'x');
  await mkdir(join(root, 'new/cache'), { recursive: true });
  await writeFile(join(root, 'new/cache/no.jpg'), 'x');
  await writeFile(join(root, 'new/yes.jpg'), 'x');
  await waitFor('the one', () => names().length === 1 && monitor.stats().pending === 0);
  expect(names()).toEqual(['yes.jpg']);
  await writeFile(join(root, '.magpieignore'), '*.bak.jpg\n');
  await waitFor('what was left out until now', () => names().length === 4, { timeoutMs: 20_000 });
  expect(names()).toEqual(['no.jpg', 'no.jpg', 'old.jpg', 'yes.jpg']);
}, 30_000);

test('what comes back with its root, just as it was, is offered again', async () => {
  await mkdir(root);
  await writeFile(join(root, 'a.jpg'), 'x');
  const { monitor, offers } = await startMonitor({ settleMs: 100, createRoot: false });
  await waitFor('the offer', () => offers.length === 1);
  await rename(root, `${root}-away`);
  await monitor.rescanNow();
  await rename(`${root}-away`, root);
  await monitor.rescanNow();
  await waitFor('the second offer', () => offers.length === 2);
  expect(offers[1]).toMatchObject({ path: join(root, 'a.jpg'), ctimeMs: offers[0]!.ctimeMs });
});
