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
  readonly small: Comparison;
  readonly large: Comparison;
  /** One long run over small pictures: is memory flat? */
  readonly long: EndToEnd;
  /** Stage times with one pipeline, where waiting for each other does not count. */
  readonly stages: { readonly small: EndToEnd['stages']; readonly large: EndToEnd['stages'] };
  readonly commit: readonly CommitCost[];
  readonly scan: ScanRate;
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
  const large = await compare(folders.large, counts.rounds, (round) =>
    say(`12 MP against the yardstick, ${counts.large} pictures, round ${round} of ${counts.rounds}`),
  );
  const small = await compare(folders.small, counts.rounds, (round) =>
    say(`500 × 375 against the yardstick, ${counts.small} pictures, round ${round} of ${counts.rounds}`),
  );
  const long = await told(say, `memory over ${counts.long} pictures`, () => runEndToEnd(folders.long));
  say('stage times with one pipeline');
  const stages = {
    small: (await runEndToEnd(some.small, { concurrency: 1 })).stages,
    large: (await runEndToEnd(some.large, { concurrency: 1 })).stages,
  };
  const commit = await runCommitCost(counts.levels, counts.samples, (rows) => say(`commit at ${rows.toLocaleString('en')} assets`));
  const scan = await told(say, `scan of ${counts.scan.toLocaleString('en')} files`, () => runScanRate(counts.scan));
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1e9)} GB, Node ${process.versions.node}`;
  return { machine, program: magpieCommand().kind, small, large, long, stages, commit, scan };
}

async function told<T>(say: (line: string) => void, what: string, work: () => Promise<T>): Promise<T> {
  say(what);
  return work();
}

/** The tables people read. */
export function ingestTables({ machine, program, small, large, long, stages, commit, scan }: IngestBench): string[] {
  const row = (label: string, { ours, yardstick, ratio }: Comparison): string[][] => [
    [`${label}: magpie ingest, everything`, round(ours.imagesPerSecond).toString(), round(ours.cpuMsPerImage).toString(), `${round(ratio, 2)} ×`],
    [`${label}: ${yardstick.name}, two outputs`, round(yardstick.imagesPerSecond).toString(), round(yardstick.cpuMsPerImage).toString(), '1 ×'],
  ];
  // The commit writes the timings before it ends, and a copy has nothing to settle.
  const stageNames = Object.keys(stages.small).filter((name) => (stages.small[name] ?? 0) + (stages.large[name] ?? 0) > 0);
  const base = commit[0]?.p50 ?? Number.NaN;
  return [
    `${machine} (${program})`,
    '',
    ...table(['end to end', 'images/s', 'CPU-ms/image', 'speed by CPU'], [...row('12 MP', large), ...row('500 × 375', small)]),
    '',
    ...table(
      ['ms per stage, one pipeline (median)', ...stageNames],
      [
        ['12 MP', ...stageNames.map((name) => String(stages.large[name] ?? ''))],
        ['500 × 375', ...stageNames.map((name) => String(stages.small[name] ?? ''))],
      ],
    ),
    '',
    ...table(
      ['memory of the worker', 'peak MB', 'growth, bytes/file'],
      [[`${long.files} files of 500 × 375`, String(Math.round(long.peakRss / 1e6)), String(Math.round(long.rssSlope))]],
    ),
    '',
    ...table(
      ['commit at assets', 'p50 ms', 'p95 ms', 'to empty', 'commits/s, 8 under way'],
      commit.map(({ rows, p50, p95, perSecond }) => [
        rows.toLocaleString('en'),
        String(round(p50, 2)),
        String(round(p95, 2)),
        `${round(p50 / base, 2)} ×`,
        String(Math.round(perSecond)),
      ]),
    ),
    '',
    ...table(
      ['scan', 'files/s'],
      [
        [`register only, ${scan.files.toLocaleString('en')} files`, Math.round(scan.registerPerSecond).toLocaleString('en')],
        ['unchanged re-scan', Math.round(scan.rescanPerSecond).toLocaleString('en')],
      ],
    ),
  ];
}
