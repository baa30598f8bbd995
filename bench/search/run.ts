import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { postgresMissing } from '../../test/support/postgres.ts';
import { startPostgres } from '../../test/support/postgres-server.ts';
import { removeTempDir, tempDir } from '../../test/support/temp-dir.ts';
import { round } from '../support/statistics.ts';
import { table } from '../support/table.ts';
import { fillPostgres, fillSqlite, keepQuestions } from './fill.ts';
import type { IndexFigures, Timing } from './measure.ts';
import { drawQuestions } from './questions.ts';

export interface SearchBench {
  readonly assets: number;
  readonly tags: number;
  readonly links: number;
  readonly fillSeconds: number;
  readonly index: IndexFigures;
  readonly sqlite: readonly Timing[];
  /** Absent where there is no PostgreSQL. */
  readonly postgres?: readonly Timing[];
}

const run = promisify(execFile);

/** The same searches by the index, and by the catalog on both engines; each in a process of its own. */
export async function benchSearch(quick: boolean, say: (line: string) => void, wanted?: number): Promise<SearchBench> {
  const assets = wanted ?? (quick ? 5_000 : 1_000_000);
  const tags = Math.max(1_000, Math.floor(assets / 5));
  const dataDir = tempDir('bench-search');
  try {
    const { filled, drawn } = await fillSqlite(dataDir, assets, tags, say);
    keepQuestions(join(dataDir, 'questions.json'), drawQuestions(drawn, assets, quick ? 8 : 40));
    const measure = async <T>(...args: string[]): Promise<T> => {
      const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'measure.ts'), ...args], { maxBuffer: 1e8 });
      return JSON.parse(stdout) as T;
    };
    say('SQLite: plain SQL');
    const { timings: sqlite } = await measure<{ timings: Timing[] }>('sql', dataDir, String(assets));
    say('the index');
    const index = await measure<IndexFigures>('index', dataDir, String(assets));
    let postgres: Timing[] | undefined;
    const missing = postgresMissing();
    if (missing !== undefined) say(`PostgreSQL left out: ${missing}`);
    else {
      const server = await startPostgres();
      try {
        await fillPostgres(server.adminUrl, dataDir, assets, tags, drawn, say);
        say('PostgreSQL: plain SQL');
        postgres = (await measure<{ timings: Timing[] }>('sql', dataDir, String(assets), server.adminUrl)).timings;
      } catch (error) {
        // Half an hour of the others is not thrown away for it.
        say(`PostgreSQL failed: ${String(error)}`);
      } finally {
        await server.stop();
      }
    }
    return { assets, tags, links: filled.links, fillSeconds: round(filled.seconds), index, sqlite, ...(postgres ? { postgres } : {}) };
  } finally {
    removeTempDir(dataDir);
  }
}

export function searchTables({ assets, tags, links, fillSeconds, index, sqlite, postgres }: SearchBench): string[] {
  const of = (timings: readonly Timing[] | undefined, name: string): string => {
    const one = timings?.find((timing) => timing.name === name);
    return one && one.n > 0 ? `${one.p50} / ${one.p95}` : '–';
  };
  return [
    `${assets} assets, ${tags} tags, ${links} links (filled in ${fillSeconds} s). Milliseconds p50 / p95 of the first 60 and the exact count.`,
    '',
    ...table(
      ['search', 'index', 'SQL on SQLite', 'SQL on PostgreSQL'],
      index.timings.map(({ name }) => [name, of(index.timings, name), of(sqlite, name), of(postgres, name)]),
    ),
    '',
    ...table(
      ['the index', ''],
      [
        ['built in', `${index.buildSeconds} s`],
        ['loaded in', `${index.loadSeconds} s; the event loop was held for ${index.loadLoopDelayMs} ms at most`],
        ['file', `${index.fileMegabytes} MB`],
        [
          'in memory when every column and order was asked for',
          `${index.indexMegabytes} MB, ${round((index.indexMegabytes / assets) * 10_000, 2)} MB per 10,000 assets`,
        ],
        [
          'in memory once loaded',
          `${index.coreMegabytes} MB, ${round((index.coreMegabytes / assets) * 10_000, 2)} MB per 10,000 assets; RSS grows by ${index.rssMegabytes} MB`,
        ],
        ['a change found by the next search', `${index.seen1Ms} ms`],
        [
          '10,000 changed assets followed in',
          `${index.follow10kSeconds} s; the event loop was held for ${index.followLoopDelayMs} ms (p99), ${index.followLoopMostMs} ms at most`,
        ],
      ],
    ),
  ];
}
