import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { Output } from './output.ts';
import type { CliWiring, Library } from './wiring.ts';

/** Handed to each command when the program is built. */
export interface CliContext {
  readonly wiring: CliWiring;
  exit(code: number): void;
}

/** Options every command takes. */
export interface CommonOptions {
  readonly data?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** Adds the options every command takes and the examples below its help. */
export function described(command: Command, examples: readonly string[]): Command {
  return command
    .option('--data <dir>', 'data folder (default: ./data, or MAGPIE_DATA)')
    .option('--json', 'print one JSON object as the last line of standard output')
    .option('--verbose', 'debug log lines, and the stack of an error')
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ magpie ${line}`).join('\n')}\n`);
}

/** One run of a command. */
export interface Run {
  readonly output: Output;
  readonly wiring: CliWiring;
  /** Settings with `flags` (dotted keys) on top of --data and --verbose. `quiet`: the log would spoil the progress bar, so only warnings. `fileText` instead of config.yml. */
  load(flags?: Readonly<Record<string, unknown>>, log?: 'quiet', fileText?: string): Promise<LoadedConfig>;
  /** Runs `work` on the opened library and closes it. Without `create` there has to be a catalog already. */
  withLibrary<T>(config: Config, options: { readonly create: boolean }, work: (library: Library, logger: Logger) => Promise<T>): Promise<T>;
}

/** Runs a handler and turns what it throws into the three lines people can act on. */
export async function runCommand(context: CliContext, options: CommonOptions, handler: (run: Run) => Promise<number>): Promise<void> {
  const output = new Output({ json: options.json === true, verbose: options.verbose === true });
  const { wiring } = context;
  const run: Run = {
    output,
    wiring,
    load: (flags = {}, log, fileText) => {
      const level = options.verbose === true ? 'debug' : log === 'quiet' ? 'warn' : undefined;
      return loadConfig({ flags: { dataDir: options.data, 'log.level': level, ...flags }, ...(fileText === undefined ? {} : { fileText }) });
    },
    withLibrary: async (config, { create }, work) => {
      if (!create) requireCatalog(config);
      const logger = wiring.createLogger(config);
      const library = await wiring.openLibrary(config, logger);
      try {
        return await work(library, logger);
      } finally {
        await library.close();
      }
    },
  };
  try {
    context.exit(await handler(run));
  } catch (error) {
    output.error(error);
    context.exit(1);
  }
}

/** A mistyped --data must not make an empty library and call it clean. */
function requireCatalog(config: Config): void {
  if (config.databaseUrl !== undefined || existsSync(join(config.dataDir, 'catalog.db'))) return;
  throw new AppError('folder-not-found', {
    detail: `There is no catalog in ${config.dataDir}. Name the data folder with --data, or start with: magpie start`,
  });
}
