import { readdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalog } from '../../src/catalog/open.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { STAGES, type StageTimings } from '../../src/domain/job.ts';
import { magpieCommand } from '../support/magpie-command.ts';
import { runCosting } from '../support/process-cost.ts';
import { percentile, slope } from '../support/statistics.ts';

export interface EndToEnd {
  readonly files: number;
  /** From the command to its result, start and end of all processes included. */
  readonly imagesPerSecond: number;
  /** As the session counts: from its first to its last file. */
  readonly sessionSeconds: number;
  readonly cpuMsPerImage: number;
  /** Median wall-clock milliseconds a file spends in each stage. */
  readonly stages: Readonly<Record<string, number>>;
  /** Largest resident size of the ingest worker, bytes. */
  readonly peakRss: number;
  /** Growth of the worker's resident size over the second half of the run, bytes a file. */
  readonly rssSlope: number;
}

export interface EndToEndOptions {
  /** Pipelines in the worker; 1 makes the stage times those of the work itself. */
  readonly concurrency?: number;
}

/** `magpie ingest FOLDER --copy --json` into an empty data folder, with everything it starts. */
export async function runEndToEnd(folder: string, options: EndToEndOptions = {}): Promise<EndToEnd> {
  const files = readdirSync(folder).length;
  const data = await mkdtemp(join(tmpdir(), 'magpie-bench-'));
  try {
    const { command } = magpieCommand();
    const env = options.concurrency === undefined ? {} : { MAGPIE_INGEST_CONCURRENCY: String(options.concurrency), MAGPIE_INGEST_WORKERS: '1' };
    const cost = await runCosting([[...command, 'ingest', folder, '--copy', '--json', '--data', data]], { sampleMs: 250, env });
    const result = JSON.parse(cost.stdout.trim().split('\n').at(-1) ?? '{}') as { ingested?: number };
    if (result.ingested !== files) throw new Error(`Only ${result.ingested} of ${files} files were ingested: ${cost.stdout}`);
    const memory = workerMemory(cost.memory, files);
    return {
      files,
      imagesPerSecond: (files * 1000) / cost.wallMs,
      cpuMsPerImage: cost.cpuMs / files,
      ...(await fromCatalog(data)),
      ...memory,
    };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** The worker is the largest of the processes below the command. */
function workerMemory(memory: Awaited<ReturnType<typeof runCosting>>['memory'], files: number): { peakRss: number; rssSlope: number } {
  const series = [...memory.values()].filter(({ command }) => command === 'child').map(({ samples }) => samples);
  const peakOf = (samples: ReadonlyArray<{ bytes: number }>): number => Math.max(...samples.map(({ bytes }) => bytes));
  const worker = series.sort((a, b) => peakOf(b) - peakOf(a))[0];
  if (worker === undefined || worker.length < 4) return { peakRss: Number.NaN, rssSlope: Number.NaN };
  // Files are done at an even rate, so time stands for files; the last sample may see it already ending.
  const [first, last] = [worker[0]!.ms, worker.at(-2)!.ms];
  const half = worker.slice(Math.floor(worker.length / 2), -1).map(({ ms, bytes }) => ({ x: ((ms - first) / (last - first)) * files, y: bytes }));
  return { peakRss: peakOf(worker), rssSlope: slope(half) };
}

async function fromCatalog(dataDir: string): Promise<{ sessionSeconds: number; stages: Record<string, number> }> {
  const catalog = await openCatalog({ dataDir, logger: silentLogger });
  try {
    const jobs = await catalog.read.selectFrom('job').select(['timings_json', 'created_at', 'finished_at']).where('lane', '=', 'ingest').execute();
    const timings = jobs.map((job) => JSON.parse(job.timings_json ?? '{}') as StageTimings);
    const stages = Object.fromEntries(
      STAGES.map((stage) => [
        stage,
        percentile(
          timings.map((timing) => timing[stage] ?? 0),
          0.5,
        ),
      ]),
    );
    const first = Math.min(...jobs.map((job) => job.created_at));
    const last = Math.max(...jobs.map((job) => job.finished_at ?? 0));
    return { sessionSeconds: (last - first) / 1000, stages };
  } finally {
    await catalog.close();
  }
}
