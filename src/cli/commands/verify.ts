import type { Command } from 'commander';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';

export function addVerify(program: Command, context: CliContext): void {
  const command = program
    .command('verify')
    .description('read everything back: every asset has its bytes, every stored file its asset, nothing is half written')
    .option('--fix', 'make missing previews again, remove half-written files, take in stored originals that no asset knows')
    .option('--repair', 'put whole bytes in the place of stored originals that are damaged or missing, from another place that has them')
    .option('--index', 'compare the tag index with the catalog instead; with --fix a wrong one is built anew');
  described(command, ['verify', 'verify --fix', 'verify --repair', 'verify --index', 'verify --json']).action(
    (options: CommonOptions & { fix?: boolean; repair?: boolean; index?: boolean }) =>
      runCommand(context, options, async (run) => {
        const { config } = await run.load({}, 'quiet');
        if (options.index === true) {
          const { runVerifyIndex } = await import('../verify/run-verify-index.ts');
          return run.withLibrary(config, { create: false }, (library) => runVerifyIndex(run, config, library, options.fix === true));
        }
        const { runVerify } = await import('../verify/run-verify.ts');
        return run.withLibrary(config, { create: false }, (library, logger) =>
          runVerify(run, config, library, logger, { fix: options.fix === true, repair: options.repair === true }),
        );
      }),
  );
}
