import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { silentLogger } from '../../src/core/logger.ts';
import type { Analysis } from '../../src/domain/asset.ts';
import type { IngestPayload, LeasedJob } from '../../src/domain/job.ts';
import { commitAsset } from '../../src/ingest/commit.ts';
import { offerFiles, openSession } from '../../src/ingest/sessions.ts';
import { fillTo } from '../support/bulk-rows.ts';
import { percentile } from '../support/statistics.ts';

export interface CommitCost {
  readonly rows: number;
  /** Milliseconds of one commit (asset, locations, outcome, counters, change), fsync included, one after another. */
  readonly p50: number;
  readonly p95: number;
  /** Commits a second with eight files under way, which share their fsyncs. */
  readonly perSecond: number;
}

/** The real commit of ingest on a SQLite catalog that already holds so many assets. */
export async function runCommitCost(levels: readonly number[], samples: number, onLevel: (rows: number) => void): Promise<CommitCost[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'magpie-bench-commit-'));
  const catalog = await openCatalog({ dataDir, logger: silentLogger });
  try {
    await migrate(catalog);
    const costs: CommitCost[] = [];
    for (const rows of levels) {
      onLevel(rows);
      await fillTo(catalog, rows);
      // The first few hundred pay for prepared statements and compiled code.
      await commitMany(catalog, samples, 1);
      const alone = await commitMany(catalog, samples, 1);
      const together = await commitMany(catalog, samples, 8);
      costs.push({
        rows,
        p50: percentile(alone.each, 0.5),
        p95: percentile(alone.each, 0.95),
        perSecond: (samples * 1000) / together.totalMs,
      });
    }
    return costs;
  } finally {
    await catalog.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function commitMany(catalog: Catalog, count: number, width: number): Promise<{ each: number[]; totalMs: number }> {
  const jobs = await claimed(catalog, count);
  const each: number[] = [];
  const started = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      const from = performance.now();
      await commitOne(catalog, job);
      each.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return { each, totalMs: performance.now() - started };
}

let runs = 0;

async function claimed(catalog: Catalog, count: number): Promise<LeasedJob[]> {
  const now = Date.now();
  const prefix = `/bench/${(runs += 1)}-${now}`;
  const session = await openSession(catalog, { source: 'upload', options: { paths: [prefix], mode: 'copy', recursive: false } }, now);
  const files = Array.from({ length: count }, (_, i) => ({ path: `${prefix}/${i}.jpg`, name: `${i}.jpg`, offerKey: `${prefix}/${i}` }));
  await offerFiles(catalog, session.id, files, 'copy', 'scan', now);
  return catalog.write((tx) => claimJobs(tx, catalog.engine, { lane: 'ingest', owner: 'bench', limit: count, solo: false, now, leaseUntil: now + 3_600_000 }));
}

function commitOne(catalog: Catalog, job: LeasedJob): Promise<unknown> {
  const sha256 = randomBytes(32);
  const payload = job.payload as IngestPayload;
  const hex = sha256.toString('hex');
  const file = {
    format: 'jpg' as const,
    hash: { sha256, md5: randomBytes(16) },
    bytes: 2_500_000,
    mtimeMs: 1_700_000_000_000,
    stamp: { dev: 1n, ino: 1n, size: 2_500_000n, mtimeNs: 1n, ctimeNs: 1n },
    content: Buffer.alloc(0),
  };
  const input = {
    engine: catalog.engine,
    job,
    payload,
    file,
    storedKey: `originals/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}.jpg`,
    comeback: { takesBack: false, deletedAt: null },
    stacks: { raw: true, live: true, bursts: true },
    timings: () => ({ identify: 4, analyse: 60, place: 3 }),
    now: Date.now(),
  };
  return commitAsset(catalog, input, ANALYSIS());
}

const ANALYSIS = (): Analysis => ({
  format: 'jpg',
  width: 4000,
  height: 3000,
  orientation: 1,
  frames: 1,
  hasAlpha: false,
  fingerprint: {
    phash: randomBytes(8),
    fineHash: randomBytes(32),
    thumbhash: randomBytes(25),
    colors: [
      { hex: '#aabbcc', share: 0.5 },
      { hex: '#112233', share: 0.3 },
    ],
  },
  metadata: {
    facts: { takenAt: 1_600_000_000_000 + Math.floor(Math.random() * 2e11), cameraMake: 'Canon', cameraModel: 'EOS R6', iso: 400 },
    raw: {},
  },
  preview: { bytes: Buffer.alloc(0), ext: 'jpg' },
  thumbnail: Buffer.alloc(0),
});
