import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { discover } from '../../src/ingest/discover.ts';
import { openSession } from '../../src/ingest/sessions.ts';
import { fillTo } from '../support/bulk-rows.ts';

export interface ScanRate {
  readonly files: number;
  /** A folder nobody has seen: walked, and a durable job written for each file. */
  readonly registerPerSecond: number;
  /** The same folder when the catalog has every file: walked, looked up, size and time compared. */
  readonly rescanPerSecond: number;
  readonly peakRss: number;
}

/** The discovery of ingest itself over small files, 1,000 to a folder. */
export async function runScanRate(files: number): Promise<ScanRate> {
  const base = await mkdtemp(join(tmpdir(), 'magpie-bench-scan-'));
  const paths = makeFiles(join(base, 'photos'), files);
  const catalog = await openCatalog({ dataDir: join(base, 'data'), logger: silentLogger });
  try {
    await migrate(catalog);
    const register = await timeDiscovery(catalog, base, 'ready', files);
    await markKnown(catalog, paths);
    const rescan = await timeDiscovery(catalog, base, 'unchanged', files);
    return {
      files,
      registerPerSecond: (files * 1000) / register,
      rescanPerSecond: (files * 1000) / rescan,
      peakRss: process.resourceUsage().maxRSS * 1024,
    };
  } finally {
    await catalog.close();
    rmSync(base, { recursive: true, force: true });
  }
}

function makeFiles(root: string, files: number): string[] {
  const paths: string[] = [];
  for (let i = 0; i < files; i += 1) {
    const folder = join(root, String(Math.floor(i / 1000)).padStart(4, '0'));
    if (i % 1000 === 0) mkdirSync(folder, { recursive: true });
    const path = join(folder, `picture-${i}.jpg`);
    writeFileSync(path, `${i}`);
    paths.push(path);
  }
  return paths;
}

async function timeDiscovery(catalog: Catalog, base: string, expected: 'ready' | 'unchanged', files: number): Promise<number> {
  const now = Date.now();
  // The second run is a session of its own: other options, same paths.
  const options = {
    paths: [join(base, 'photos')],
    mode: 'copy' as const,
    recursive: true,
    ...(expected === 'unchanged' ? { pattern: '*.jpg' } : {}),
  };
  const session = await openSession(catalog, { source: 'scan', options }, now);
  const [job] = await catalog.write((tx) =>
    claimJobs(tx, catalog.engine, { lane: 'discover', owner: 'bench', limit: 1, solo: false, now, leaseUntil: now + 3_600_000 }),
  );
  if (job === undefined) throw new Error('there was no discover job');
  const started = performance.now();
  await discover({ catalog, dataDir: join(base, 'data'), logger: silentLogger, clock: Date.now }, job, new AbortController().signal);
  const ms = performance.now() - started;
  const row = await catalog.read.selectFrom('ingest_session').select(['discovered', 'unchanged']).where('id', '=', session.id).executeTakeFirstOrThrow();
  if (row.discovered !== files || row.unchanged !== (expected === 'unchanged' ? files : 0))
    throw new Error(`found ${row.discovered}, ${row.unchanged} unchanged, of ${files}`);
  return ms;
}

/** Gives each path the location row that its ingest would have left. */
async function markKnown(catalog: Catalog, paths: readonly string[]): Promise<void> {
  await fillTo(catalog, 1);
  const { id } = await catalog.read.selectFrom('asset').select('id').executeTakeFirstOrThrow();
  for (let at = 0; at < paths.length; at += 500) {
    const rows = paths.slice(at, at + 500).map((path) => {
      const { size, mtimeMs } = lstatSync(path);
      return {
        asset_id: id,
        kind: 'origin' as const,
        path,
        name: path,
        bytes: size,
        mtime_ms: Math.trunc(mtimeMs),
        state: 'present' as const,
        session_id: 'bulk',
        created_at: 0,
      };
    });
    await catalog.write((tx) => tx.insertInto('location').values(rows).execute());
  }
}
