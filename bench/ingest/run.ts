import { availableParallelism, cpus, totalmem } from 'node:os';
import { magpieCommand } from '../support/magpie-command.ts';
import { LARGE, pictureFolder, SMALL } from '../support/pictures.ts';
import { round } from '../support/statistics.ts';
import { table } from '../support/table.ts';
import { type CommitCost, runCommitCost } from './commit-cost.ts';
import { type Comparison, compare } from './compare.ts';
import { type EndToEnd, runEndToEnd } from './end-to-end.ts';
import { runScanRate, type ScanRate } from './scan-rate.ts';

export interface IngestBench {
  readonly machine: string;
  readonly program: string;
  /** What is undefined failed; `failed` says why. */
  readonly small: Comparison | undefined;
  readonly large: Comparison | undefined;
  /** One long run over small pictures: is memory flat? */
  readonly long: EndToEnd | undefined;
  /** Stage times with one pipeline, where waiting for each other does not count. */
  readonly stages: { readonly small: EndToEnd['stages']; readonly large: EndToEnd['stages'] } | undefined;
  readonly commit: readonly CommitCost[] | undefined;
  readonly scan: ScanRate | undefined;
  readonly failed: readonly string[];
}

interface Counts {
  readonly rounds: number;
  readonly small: number;
  readonly large: number;
  readonly long: number;
  readonly levels: readonly number[];
  readonly samples: number;
  readonly scan: number;
}

const FULL: Counts = {
  rounds: 3,
  small: 1500,
  large: 100,
  long: 5000,
  levels: [0, 10_000, 100_000, 1_000_000],
  samples: 400,
  scan: 100_000,
};
const QUICK: Counts = { rounds: 1, small: 600, large: 30, long: 1000, levels: [0, 10_000, 100_000], samples: 200, scan: 20_000 };

/** Everything about ingest in one run on one machine. `say` hears what is under way. */
export async function benchIngest(quick: boolean, say: (line: string) => void): Promise<IngestBench> {
  const counts = quick ? QUICK : FULL;
  say('drawing the pictures (only the first time)');
  const folders = {
    small: await pictureFolder(SMALL, counts.small),
    large: await pictureFolder(LARGE, counts.large),
    long: await pictureFolder(SMALL, counts.long),
  };
  const some = { small: await pictureFolder(SMALL, 300), large: await pictureFolder(LARGE, 30) };
  const failed: string[] = [];
  // A part that fails is said, and the others still run.
  const part = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    say(what);
    try {
      return await work();
    } catch (error) {
      failed.push(`${what}: ${(error as Error).message}`);
      say(`FAILED: ${failed.at(-1)}`);
      return undefined;
    }
  };
  const rounds = (round: number): void => say(`  round ${round} of ${counts.rounds}`);
  const small = await part(`500 × 375 against the yardstick, ${counts.small} pictures`, () => compare(folders.small, counts.rounds, rounds));
  const large = await part(`12 MP against the yardstick, ${counts.large} pictures`, () => compare(folders.large, counts.rounds, rounds));
  const commit = await part('commit', () => runCommitCost(counts.levels, counts.samples, (rows) => say(`  at ${rows.toLocaleString('en')} assets`)));
  const scan = await part(`scan of ${counts.scan.toLocaleString('en')} files`, () => runScanRate(counts.scan));
  const stages = await part('stage times with one pipeline', async () => ({
    small: (await runEndToEnd(some.small, { concurrency: 1 })).stages,
    large: (await runEndToEnd(some.large, { concurrency: 1 })).stages,
  }));
  const long = await part(`memory over ${counts.long} pictures`, () => runEndToEnd(folders.long));
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1e9)} GB, Node ${process.versions.node}`;
  return { machine, program: magpieCommand().kind, small, large, long, stages, commit, scan, failed };
}

/** The tables people read, of the parts that ended well. */
export function ingestTables(bench: IngestBench): string[] {
  const parts = [compared(bench), stageTimes(bench), memory(bench), commits(bench), scans(bench)].filter((lines) => lines.length > 0);
  return [`${bench.machine} (${bench.program})`, ...parts.flatMap((lines) => ['', ...lines]), ...bench.failed.flatMap((line) => ['', `FAILED: ${line}`])];
}

function compared({ small, large }: IngestBench): string[] {
  const rows = (label: string, comparison: Comparison | undefined): string[][] => {
    if (comparison === undefined) return [];
    const { ours, yardstick, ratio } = comparison;
    return [
      [`${label}: magpie ingest, everything`, round(ours.imagesPerSecond).toString(), round(ours.cpuMsPerImage).toString(), `${round(ratio, 2)} ×`],
      [`${label}: ${yardstick.name}, two outputs`, round(yardstick.imagesPerSecond).toString(), round(yardstick.cpuMsPerImage).toString(), '1 ×'],
    ];
  };
  return table(['end to end', 'images/s', 'CPU-ms/image', 'speed by CPU'], [...rows('12 MP', large), ...rows('500 × 375', small)]);
}

function stageTimes({ stages }: IngestBench): string[] {
  if (stages === undefined) return [];
  // The commit writes the timings before it ends, and a copy has nothing to settle.
  const names = Object.keys(stages.small).filter((name) => (stages.small[name] ?? 0) + (stages.large[name] ?? 0) > 0);
  const row = (label: string, of: EndToEnd['stages']): string[] => [label, ...names.map((name) => String(of[name] ?? ''))];
  return table(['ms per stage, one pipeline (median)', ...names], [row('12 MP', stages.large), row('500 × 375', stages.small)]);
}

function memory({ long }: IngestBench): string[] {
  if (long === undefined) return [];
  const row = [`${long.files} files of 500 × 375`, String(Math.round(long.peakRss / 1e6)), String(Math.round(long.rssSlope))];
  return table(['memory of the worker', 'peak MB', 'growth, bytes/file'], [row]);
}

function commits({ commit }: IngestBench): string[] {
  if (commit === undefined) return [];
  const base = commit[0]?.p50 ?? Number.NaN;
  return table(
    ['commit at assets', 'p50 ms', 'p95 ms', 'to empty', 'commits/s, 8 under way'],
    commit.map(({ rows, p50, p95, perSecond }) => [
      rows.toLocaleString('en'),
      String(round(p50, 2)),
      String(round(p95, 2)),
      `${round(p50 / base, 2)} ×`,
      String(Math.round(perSecond)),
    ]),
  );
}

function scans({ scan }: IngestBench): string[] {
  if (scan === undefined) return [];
  return table(
    ['scan', 'files/s'],
    [
      [`register only, ${scan.files.toLocaleString('en')} files`, Math.round(scan.registerPerSecond).toLocaleString('en')],
      ['unchanged re-scan', Math.round(scan.rescanPerSecond).toLocaleString('en')],
    ],
  );
}
