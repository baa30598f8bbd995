import { Counter, Histogram, type Registry } from 'prom-client';
import { type Stage, STAGES, type StageTimings } from '../domain/job.ts';
import { type Outcome, OUTCOMES } from '../domain/session.ts';

/** From a stored small picture's 2 ms to a huge one's decode. */
const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

/** Registers `magpie_files_total{outcome}` and `magpie_stage_seconds{stage}`; the returned function counts one file. */
export function ingestMetrics(registry: Registry): (outcome: Outcome, timings: StageTimings) => void {
  const files = new Counter({ name: 'magpie_files_total', help: 'Files that reached an outcome', labelNames: ['outcome'], registers: [registry] });
  const stages = new Histogram({
    name: 'magpie_stage_seconds',
    help: 'Time of one file in one stage',
    labelNames: ['stage'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  for (const outcome of OUTCOMES) files.inc({ outcome }, 0);
  for (const stage of STAGES) stages.zero({ stage });
  return (outcome, timings) => {
    files.inc({ outcome });
    for (const [stage, ms] of Object.entries(timings) as Array<[Stage, number]>) stages.observe({ stage }, ms / 1000);
  };
}
