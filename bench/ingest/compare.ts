import { percentile } from '../support/statistics.ts';
import { type EndToEnd, runEndToEnd } from './end-to-end.ts';
import { runYardstick, type Yardstick } from './yardstick.ts';

export interface Comparison {
  readonly rounds: ReadonlyArray<{ readonly ours: EndToEnd; readonly yardstick: Yardstick }>;
  /** Medians over the rounds. `ratio`: CPU of the yardstick to ours, so above 1 ours is cheaper. */
  readonly ours: { readonly imagesPerSecond: number; readonly cpuMsPerImage: number };
  readonly yardstick: Yardstick;
  readonly ratio: number;
}

/** Ours and the yardstick in turn over the same files, so that whatever else the machine does falls on both. */
export async function compare(folder: string, rounds: number, onRound: (round: number) => void): Promise<Comparison> {
  const done: Array<Comparison['rounds'][number]> = [];
  for (let round = 1; round <= rounds; round += 1) {
    onRound(round);
    done.push({ ours: await runEndToEnd(folder), yardstick: await runYardstick(folder) });
  }
  const median = (of: (round: Comparison['rounds'][number]) => number): number => percentile(done.map(of), 0.5);
  return {
    rounds: done,
    ours: { imagesPerSecond: median(({ ours }) => ours.imagesPerSecond), cpuMsPerImage: median(({ ours }) => ours.cpuMsPerImage) },
    yardstick: {
      name: done[0]!.yardstick.name,
      imagesPerSecond: median(({ yardstick }) => yardstick.imagesPerSecond),
      cpuMsPerImage: median(({ yardstick }) => yardstick.cpuMsPerImage),
    },
    ratio: median(({ ours, yardstick }) => yardstick.cpuMsPerImage / ours.cpuMsPerImage),
  };
}
