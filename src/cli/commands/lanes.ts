import type { Command } from 'commander';
import pc from 'picocolors';
import { laneStates } from '../../catalog/system-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { AppError } from '../../core/errors.ts';
import { type Lane, LANES } from '../../domain/job.ts';
import { limitLane, pauseLane, resumeLane } from '../../jobs/lane-control.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

export function addLanes(program: Command, context: CliContext): void {
  const group = program.command('lanes').description('show the kinds of work: how much waits, and what is held back');
  // A command of its own: options of the group would be taken from the commands in it.
  const list = group.command('list', { isDefault: true }).description('how much waits in each lane, and what is held back');
  described(list, ['lanes', 'lanes list --json']).action((options: CommonOptions) => change(context, options, async () => {}));

  const pause = group
    .command('pause')
    .argument('<lane>', LANES.join(', '))
    .description('begin nothing of this kind for a while; it goes on by itself')
    .option('--minutes <number>', 'for how long', '60');
  described(pause, ['lanes pause ingest --minutes 90']).action((lane: string, options: CommonOptions & { minutes: string }) =>
    change(context, options, async (catalog, now) => {
      const minutes = number(options.minutes, '--minutes', 525_600);
      if (minutes === 0) throw new AppError('invalid-input', { detail: '--minutes takes a number above 0' });
      await pauseLane(catalog, { lane: laneOf(lane), actor: 'cli', now }, now + minutes * 60_000);
    }),
  );

  const resume = group.command('resume').argument('<lane>', LANES.join(', ')).description('go on at once');
  described(resume, ['lanes resume ingest']).action((lane: string, options: CommonOptions) =>
    change(context, options, (catalog, now) => resumeLane(catalog, { lane: laneOf(lane), actor: 'cli', now })),
  );

  const limit = group
    .command('limit')
    .argument('<lane>', LANES.join(', '))
    .argument('<number>', 'jobs under way at once over all processes, or none')
    .description('limit how many jobs of this kind are under way at once');
  described(limit, ['lanes limit ingest 2', 'lanes limit ingest none']).action((lane: string, most: string, options: CommonOptions) =>
    change(context, options, (catalog, now) =>
      limitLane(catalog, { lane: laneOf(lane), actor: 'cli', now }, most === 'none' ? null : number(most, 'the limit', 1000)),
    ),
  );
}

/** Does `act` and shows the lanes after it. */
function change(context: CliContext, options: CommonOptions, act: (catalog: Catalog, now: number) => Promise<void>): Promise<void> {
  return runCommand(context, options, async (run) => {
    const { config } = await run.load();
    const lanes = await run.withLibrary(config, { create: false }, async ({ catalog }) => {
      await act(catalog, Date.now());
      return laneStates(catalog, LANES);
    });
    const now = Date.now();
    const shown = lanes.map((lane) => ({ ...lane, pausedUntil: lane.pausedUntil > now ? new Date(lane.pausedUntil).toISOString() : null }));
    run.output.result({ lanes: shown }, () =>
      shown.map((lane) => {
        const held = [
          lane.pausedUntil === null ? '' : pc.yellow(`paused until ${new Date(lane.pausedUntil).toLocaleString()}`),
          lane.maxRunning === null ? '' : `at most ${lane.maxRunning} at once`,
        ].filter((text) => text !== '');
        return [lane.name.padEnd(9), `${lane.ready} wait`, `${lane.running} under way`, ...held].join('  ');
      }),
    );
    return EXIT.ok;
  });
}

function laneOf(name: string): Lane {
  const lane = LANES.find((one) => one === name);
  if (lane === undefined) throw new AppError('invalid-input', { detail: `there is no lane ${name}; there are ${LANES.join(', ')}` });
  return lane;
}

function number(text: string, what: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most) throw new AppError('invalid-input', { detail: `${what} takes a number from 0 to ${most}` });
  return value;
}
