import type { Command } from 'commander';
import pc from 'picocolors';
import { recordDeed } from '../../catalog/audit-queries.ts';
import { countUndescribed, forgetDescribed } from '../../catalog/describe-queries.ts';
import { liveProcesses } from '../../catalog/processes.ts';
import { writeSetting } from '../../catalog/setting-queries.ts';
import { laneStates } from '../../catalog/system-queries.ts';
import { systemClock } from '../../core/clock.ts';
import { DESCRIBE_ASKED } from '../../enrich/backfill.ts';
import { EXTRACTOR_VERSION } from '../../media/metadata/extractor-version.ts';
import { perlVersion } from '../../media/metadata/exiftool.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** Assets of one transaction, about 20 ms. */
const BATCH = 1_000;

export function addDescribe(program: Command, context: CliContext): void {
  const command = program
    .command('describe')
    .description('how many assets exiftool has read in full, and how many wait for it; with --all it reads every one again')
    .option('--all', 'read every asset again in the background; what people said stays');
  described(command, ['describe', 'describe --all']).action((options: CommonOptions & { all?: boolean }) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load({}, 'quiet');
      const result = await run.withLibrary(config, { create: false }, async ({ catalog }) => {
        const now = systemClock();
        if (options.all === true) {
          for (let after: number | undefined = 0; after !== undefined; ) {
            const from: number = after;
            after = await catalog.write((tx) => forgetDescribed(tx, from, BATCH));
          }
          await catalog.write(async (tx) => {
            await writeSetting(tx, DESCRIBE_ASKED, now, now);
            await recordDeed(tx, { actor: 'cli', action: 'describe-asked', subject: 'library', now });
          });
        }
        const left = await countUndescribed(catalog.read, EXTRACTOR_VERSION);
        const [lane] = await laneStates(catalog, ['describe']);
        const running = (await liveProcesses(catalog, now)).some(({ role }) => role === 'worker' || role === 'single');
        return { version: EXTRACTOR_VERSION, left, ready: lane?.ready ?? 0, running };
      });
      const exiftool = (await perlVersion()) !== undefined;
      run.output.result({ ...result, exiftool }, () => [
        result.left === 0 ? 'Every asset is described.' : `${result.left} assets wait to be described.`,
        ...(exiftool ? [] : [`${pc.yellow('!')} perl is missing, so exiftool cannot run. On Debian: sudo apt install perl`]),
        ...(result.left > 0 && !result.running ? [`It goes on in the background while Magpie runs: ${pc.bold('magpie start')}`] : []),
      ]);
      return EXIT.ok;
    }),
  );
}
