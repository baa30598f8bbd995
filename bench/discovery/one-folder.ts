import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { startCheckpointer } from '../../src/catalog/sqlite/checkpointer.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { discover } from '../../src/ingest/discover.ts';
import { openSession } from '../../src/ingest/sessions.ts';
import { walk } from '../../src/ingest/walk.ts';

/** What finding the files of one folder costs: `node bench/discovery/one-folder.ts COUNT` prints it as JSON. */
export interface OneFolder {
  readonly files: number;
  /** The walk alone. */
  readonly walkMs: number;
  /** The discover job: walk, and a durable job row for each file. */
  readonly discoverMs: number;
  /** Most resident bytes of its own (the database file that SQLite maps is not counted) in the first and the second half of the discover job. */
  readonly firstHalfPeak: number;
  readonly secondHalfPeak: number;
}

function ownMemory(): number {
  try {
    return Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))![1]) * 1024;
  } catch {
    return process.memoryUsage.rss();
  }
}

async function measure(files: number): Promise<OneFolder> {
  const base = await mkdtemp(join(tmpdir(), 'magpie-bench-discovery-'));
  try {
    const folder = join(base, 'photos');
    mkdirSync(folder);
    for (let n = 0; n < files; n += 1) writeFileSync(join(folder, `IMG_${n}.jpg`), '');
    const catalog = await openCatalog({ dataDir: join(base, 'data'), logger: silentLogger });
    await migrate(catalog);
    const stopCheckpoints = startCheckpointer(join(base, 'data/catalog.db'));
    let start = performance.now();
    let seen = 0;
    for await (const batch of walk([folder], { recursive: true })) seen += batch.length;
    const walkMs = performance.now() - start;
    if (seen !== files) throw new Error(`the walk saw ${seen} of ${files}`);

    const now = Date.now();
    const session = await openSession(catalog, { source: 'scan', options: { paths: [folder], mode: 'reference', recursive: true } }, now);
    const [job] = await catalog.write((tx) =>
      claimJobs(tx, 'sqlite', { lane: 'discover', owner: 'bench', limit: 1, solo: false, now, leaseUntil: now + 3_600_000 }),
    );
    const samples: Array<{ at: number; bytes: number }> = [];
    const sampler = setInterval(() => samples.push({ at: performance.now(), bytes: ownMemory() }), 50);
    start = performance.now();
    await discover({ catalog, dataDir: join(base, 'data'), logger: silentLogger, clock: Date.now }, job!, new AbortController().signal);
    const discoverMs = performance.now() - start;
    clearInterval(sampler);
    const row = await catalog.read.selectFrom('ingest_session').select('discovered').where('id', '=', session.id).executeTakeFirstOrThrow();
    if (row.discovered !== files) throw new Error(`discovered ${row.discovered} of ${files}`);
    await stopCheckpoints();
    await catalog.close();
    const peak = (from: number, to: number): number =>
      Math.max(...samples.filter(({ at }) => at >= start + from * discoverMs && at < start + to * discoverMs).map(({ bytes }) => bytes));
    return { files, walkMs, discoverMs, firstHalfPeak: peak(0, 0.5), secondHalfPeak: peak(0.5, 1) };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

process.stdout.write(`${JSON.stringify(await measure(Number(process.argv[2])))}\n`);
