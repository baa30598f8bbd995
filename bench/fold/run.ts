import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldSome, sessionsToFold } from '../../src/catalog/fold-queries.ts';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { fillTo } from '../support/bulk-rows.ts';
import { percentile } from '../support/statistics.ts';
import { table } from '../support/table.ts';

export interface FoldCost {
  readonly jobs: number;
  /** Milliseconds to find the session, and to fold 1,000 of its files. */
  readonly findMs: number;
  readonly p50: number;
  readonly p95: number;
}

const BATCHES = 50;

/** What it costs to fold the files of an old session away, in ledgers of several sizes. */
export async function benchFold(quick: boolean, say: (line: string) => void): Promise<FoldCost[]> {
  const costs: FoldCost[] = [];
  for (const jobs of quick ? [60_000, 200_000] : [60_000, 1_000_000]) {
    say(`a session of ${jobs.toLocaleString('en')} files`);
    const dataDir = await mkdtemp(join(tmpdir(), 'magpie-bench-fold-'));
    const catalog = await openCatalog({ dataDir, logger: silentLogger });
    try {
      await migrate(catalog);
      await fillTo(catalog, jobs);
      await catalog.write((tx) => tx.updateTable('ingest_session').set({ finished_at: 1 }).execute());
      const started = performance.now();
      let [session] = await sessionsToFold(catalog.read, 2, 1);
      const findMs = performance.now() - started;
      const each: number[] = [];
      for (let batch = 0; batch < BATCHES && session; batch += 1) {
        const begun = performance.now();
        const { gone, to }: { gone: number; to: number | null } = await catalog.write((tx) => foldSome(tx, session!, 1_000, 3));
        each.push(performance.now() - begun);
        if (gone !== 1_000) throw new Error(`${gone} of 1,000 were folded`);
        session = { ...session, folded_to: to };
      }
      costs.push({ jobs, findMs, p50: percentile(each, 0.5), p95: percentile(each, 0.95) });
    } finally {
      await catalog.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  }
  return costs;
}

export function foldTables(costs: readonly FoldCost[]): string[] {
  return table(
    ['folding 1,000 files away, of a session of', 'p50 ms', 'p95 ms', 'finding it, ms'],
    costs.map(({ jobs, p50, p95, findMs }) => [jobs.toLocaleString('en'), p50.toFixed(1), p95.toFixed(1), findMs.toFixed(1)]),
  );
}
