import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '../../src/core/logger.ts';
import { createCurateWorker } from '../../src/curate/curate-worker.ts';
import { requestPurge } from '../../src/curate/request-purge.ts';
import { forEachEngine, type OpenCatalog } from '../support/catalogs.ts';
import { addStoredAsset, testServer, type TestServer } from '../support/server.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';

interface Bench extends TestServer {
  readonly root: string;
  /** Puts an asset in the library whose content lies in these files, the first the oldest; paths count from the root. */
  add(content: string, paths: readonly string[], kind?: 'referenced' | 'origin'): Promise<number>;
  post(url: string, payload?: object): Promise<{ status: number; body: { task_id: string; code?: string } }>;
  /** Asks, waits for the end, gives the task. */
  run(url: string, payload?: object): Promise<{ id: string; state: string; done: number; total: number; result: Record<string, number> }>;
  report(id: string): Promise<Report>;
  there(path: string): boolean;
}
interface Report {
  groups: number;
  found: number;
  removable: number;
  spared: number;
  mbSaved: number;
  bytesSaved: number;
  items: Array<{ assetId: number; files: Array<{ path: string; role: string; state: string; note: string | null }> }>;
  next: string | null;
}

forEachEngine('files with the same bytes', (open) => {
  test('are found, moved to the trash but for one, and put back', async () => {
    const bench = await setUp(open);
    await bench.add('one', ['2020/one.jpg', 'copy/one.jpg', 'copy/deep/one.jpg']);
    await bench.add('two', ['two.jpg', 'two-again.jpg'], 'origin');
    await bench.add('alone', ['alone.jpg']);
    const scan = await bench.run('exact/scan');
    expect(scan).toMatchObject({ state: 'finished', done: 2, total: 2, result: { groups: 2, found: 5, removable: 3, spared: 0, removableBytes: 9 } });
    const report = await bench.report(scan.id);
    expect(report).toMatchObject({ groups: 2, found: 5, removable: 3, bytesSaved: 9, next: null });
    expect(report.items[0]!.files.map(({ path, role }) => `${path.slice(bench.root.length + 1)} ${role}`)).toEqual([
      '2020/one.jpg keep',
      'copy/one.jpg surplus',
      'copy/deep/one.jpg surplus',
    ]);

    const applied = await bench.run('exact/apply', { task_id: scan.id });
    expect(applied).toMatchObject({ state: 'finished', done: 3, total: 3, result: { moved: 3, failed: 0, bytes: 9 } });
    expect(['2020/one.jpg', 'copy/one.jpg', 'copy/deep/one.jpg', 'two.jpg', 'two-again.jpg'].map(bench.there)).toEqual([true, false, false, true, false]);
    const manifest = readFileSync(join(bench.dataDir, 'trash/files', applied.id, 'manifest.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(manifest.map((line) => (JSON.parse(line) as { path: string }).path)).toContain(join(bench.root, 'copy/one.jpg'));
    const states = await bench.catalog.read.selectFrom('location').select(['path', 'state']).where('kind', '<>', 'stored').execute();
    expect(states.filter(({ state }) => state === 'removed')).toHaveLength(3);
    expect((await bench.run('exact/scan')).result).toMatchObject({ groups: 0, removable: 0 });

    const undone = await bench.run('exact/undo', { task_id: applied.id });
    expect(undone).toMatchObject({ state: 'finished', result: { moved: 3, failed: 0 } });
    expect(['copy/one.jpg', 'copy/deep/one.jpg', 'two-again.jpg'].map(bench.there)).toEqual([true, true, true]);
    expect(statSync(join(bench.root, 'copy/one.jpg')).mtimeMs).toBe(1_600_000_001_000);
    expect(existsSync(join(bench.dataDir, 'trash/files', applied.id))).toBe(false);
    expect((await bench.run('exact/scan')).result).toMatchObject({ groups: 2, removable: 3 });
    const history = (await bench.app.inject('/api/v1/duplicates/exact/reports?limit=2')).json();
    expect(history.items.map(({ kind }: { kind: string }) => kind)).toEqual(['exact-scan', 'exact-undo']);
  });

  test('the rules choose another file to stay; the library’s own copy may count as it', async () => {
    const bench = await setUp(open);
    await bench.add('x', ['a/very/deep/x.jpg', 'x.jpg', 'best/x.jpg'], 'origin');
    const keeper = async (payload: object): Promise<string | undefined> => {
      const { items } = await bench.report((await bench.run('exact/scan', payload)).id);
      return items[0]!.files.find(({ role }) => role === 'keep')?.path.slice(bench.root.length + 1);
    };
    expect(await keeper({ keep: 'oldest' })).toBe('a/very/deep/x.jpg');
    expect(await keeper({ keep: 'shortest-path' })).toBe('x.jpg');
    expect(await keeper({ keep: 'preferred-root', preferred_root: join(bench.root, 'best') })).toBe('best/x.jpg');
    expect((await bench.post('exact/scan', { keep: 'preferred-root' })).body.code).toBe('invalid-input');
    expect(await keeper({ stored_counts: true })).toBeUndefined();
    const scan = await bench.run('exact/scan', { stored_counts: true });
    expect(scan.result).toMatchObject({ groups: 1, found: 3, removable: 3 });
    expect((await bench.run('exact/apply', { task_id: scan.id })).result).toMatchObject({ moved: 3 });
  });

  test('never moved: files outside of the roots, changed ones, one file by two paths, the last copy', async () => {
    const bench = await setUp(open);
    const outside = tempDir('outside');
    onTestFinished(() => rmSync(outside, { recursive: true }));
    const one = await bench.add('one', ['one.jpg', 'one-again.jpg']);
    await bench.add('out', ['out.jpg', join(outside, 'out.jpg')]);
    await bench.add('changed', ['changed.jpg', 'changed-again.jpg', 'changed-third.jpg']);
    writeFileSync(join(bench.root, 'changed-again.jpg'), 'edited!');
    // A folder reached by two ways, and one that leads out of the root.
    await bench.add('linked', ['real/linked.jpg']);
    symlinkSync(join(bench.root, 'real'), join(bench.root, 'way'));
    await bench.add('leads out', ['here.jpg']);
    writeFileSync(join(outside, 'here.jpg'), 'leads out');
    symlinkSync(outside, join(bench.root, 'exit'));
    await bench.add('hard', ['hard.jpg']);
    linkSync(join(bench.root, 'hard.jpg'), join(bench.root, 'hard-link.jpg'));
    for (const [content, path] of [
      ['linked', 'way/linked.jpg'],
      ['leads out', 'exit/here.jpg'],
      ['hard', 'hard-link.jpg'],
    ] as const)
      await bench.add(content, [path]);
    const gone = await bench.add('gone', ['gone.jpg', 'gone-again.jpg']);
    rmSync(join(bench.root, 'gone-again.jpg'));

    const scan = await bench.run('exact/scan');
    const { items, ...totals } = await bench.report(scan.id);
    const roles = Object.fromEntries(
      items.flatMap(({ files }) =>
        files.map(({ path, role, note }) => [path.replace(`${bench.root}/`, '').replace(outside, 'OUT'), note ? `${role}: ${note}` : role]),
      ),
    );
    expect(roles).toEqual({
      'one.jpg': 'keep',
      'one-again.jpg': 'surplus',
      'out.jpg': 'keep',
      'OUT/out.jpg': 'spared: outside of the roots',
      'changed.jpg': 'keep',
      'changed-again.jpg': 'spared: changed since it was taken in',
      'changed-third.jpg': 'surplus',
      'here.jpg': 'keep',
      'exit/here.jpg': 'spared: outside of the roots',
      'hard.jpg': 'keep',
      'hard-link.jpg': 'surplus',
    });
    expect(items.some(({ assetId }) => assetId === gone)).toBe(false);
    // Removing a second name of one file frees nothing.
    expect(totals).toMatchObject({ removable: 3, spared: 3, bytesSaved: 'one'.length + 'changed'.length });

    // Between report and apply the one that stays is lost, and another is edited with its size and time kept.
    rmSync(join(bench.root, 'one.jpg'));
    const third = join(bench.root, 'changed-third.jpg');
    const { atime, mtime } = statSync(third);
    writeFileSync(third, 'CHANGED');
    utimesSync(third, atime, mtime);
    const applied = await bench.run('exact/apply', { task_id: scan.id });
    expect(applied.result).toMatchObject({ moved: 1, failed: 2 });
    expect(bench.there('one-again.jpg')).toBe(true);
    expect(readFileSync(third, 'utf8')).toBe('CHANGED');
    const after = await bench.report(scan.id);
    expect(after.items.find(({ assetId }) => assetId === one)!.files[1]).toMatchObject({
      state: 'failed',
      note: 'the copy that should stay is gone or has other bytes',
    });
  });

  test('undo overwrites nothing; purged files are gone; one task at a time; exceptions', async () => {
    const bench = await setUp(open);
    const a = await bench.add('a', ['a.jpg', 'a-again.jpg']);
    await bench.add('b', ['b.jpg', 'b-again.jpg']);
    await bench.add('c', ['c.jpg', 'c-again.jpg']);
    const scan = await bench.run('exact/scan');
    expect((await bench.post('exact/apply', { task_id: '00000000-0000-7000-8000-000000000000' })).body.code).toBe('task-not-found');
    const asked = await Promise.all([bench.post('exact/apply', { task_id: scan.id, except: [a] }), bench.post('exact/apply', { task_id: scan.id })]);
    expect(asked.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    const id = asked.find(({ status }) => status === 202)!.body.task_id;
    await bench.finished(id);
    writeFileSync(join(bench.root, 'b-again.jpg'), 'somebody else');
    const undone = await bench.run('exact/undo', { task_id: id });
    expect(undone.result).toMatchObject({ failed: 1 });
    expect(readFileSync(join(bench.root, 'b-again.jpg'), 'utf8')).toBe('somebody else');
    expect(bench.there('c-again.jpg')).toBe(true);
    rmSync(join(bench.root, 'b-again.jpg'));
    expect((await bench.run('exact/undo', { task_id: id })).result).toMatchObject({ failed: 0 });
    expect(readFileSync(join(bench.root, 'b-again.jpg'), 'utf8')).toBe('b');

    const again = await bench.run('exact/apply', { task_id: (await bench.run('exact/scan')).id });
    await bench.finished(await requestPurge(bench.catalog, { trashedUpTo: Date.now() + 1000 }, Date.now()));
    expect(existsSync(join(bench.dataDir, 'trash/files', again.id))).toBe(false);
    expect((await bench.run('exact/undo', { task_id: again.id })).result).toMatchObject({ moved: 0, failed: 0 });
    expect(bench.there('a.jpg')).toBe(true);
  });
});

async function setUp(open: OpenCatalog): Promise<Bench & { finished(id: string): Promise<unknown> }> {
  const root = tempDir('photos');
  const server = await testServer(await open(), { roots: [root] });
  const { app, catalog, store, dataDir } = server;
  const worker = createCurateWorker({ catalog, store, dataDir, owner: 'test', trashKeepDays: 30, logger: silentLogger, clock: Date.now });
  worker.start();
  onTestFinished(async () => {
    await worker.drain(5000);
    await app.close();
    rmSync(root, { recursive: true });
  });
  const ids = new Map<string, number>();
  const post: Bench['post'] = async (url, payload = {}) => {
    server.time.now = Date.now();
    const response = await app.inject({ method: 'POST', url: `/api/v1/duplicates/${url}`, payload });
    return { status: response.statusCode, body: response.json() };
  };
  const finished = (id: string) =>
    waitFor(
      'the task',
      async () => {
        const task = (await app.inject(`/api/v1/tasks/${id}`)).json();
        return (task.state === 'finished' || task.state === 'failed') && task;
      },
      { everyMs: 20 },
    );
  return {
    ...server,
    root,
    post,
    finished,
    there: (path) => existsSync(join(root, path)),
    report: async (id) => (await app.inject(`/api/v1/duplicates/exact/report/${id}`)).json(),
    run: async (url, payload) => finished((await post(url, payload)).body.task_id),
    add: async (content, paths, kind = 'referenced') => {
      const id = ids.get(content) ?? (await addStoredAsset(server, Buffer.from(content)));
      ids.set(content, id);
      for (const [age, given] of paths.entries()) {
        const path = given.startsWith('/') ? given : join(root, given);
        mkdirSync(dirname(path), { recursive: true });
        if (!existsSync(path)) {
          writeFileSync(path, content);
          utimesSync(path, 1_600_000_000 + age, 1_600_000_000 + age);
        }
        const row = {
          asset_id: id,
          kind,
          path,
          name: path,
          bytes: content.length,
          mtime_ms: Math.trunc(statSync(path).mtimeMs),
          state: 'present' as const,
          session_id: '',
          created_at: 0,
        };
        await catalog.write(async (tx) => void (await tx.insertInto('location').values(row).execute()));
      }
      return id;
    },
  };
}
