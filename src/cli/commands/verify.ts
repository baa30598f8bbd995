import type { Command } from 'commander';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';

export function addVerify(program: Command, context: CliContext): void {
  const command = program
    .command('verify')
    .description('read everything back: every asset has its bytes, every stored file its asset, nothing is half written')
    .option('--fix', 'make missing previews again, remove half-written files, take in stored originals that no asset knows')
    .option('--repair', 'put whole bytes in the place of stored originals that are damaged or missing, from another place that has them');
  described(command, ['verify', 'verify --fix', 'verify --repair', 'verify --json']).action((options: CommonOptions & { fix?: boolean; repair?: boolean }) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load({}, 'quiet');
      const { runVerify } = await import('../verify/run-verify.ts');
      return run.withLibrary(config, { create: false }, (library, logger) =>
        runVerify(run, config, library, logger, { fix: options.fix === true, repair: options.repair === true }),
      );
    }),
  );
}
