import type { Command } from 'commander';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';

interface StartOptions extends CommonOptions {
  readonly host?: string;
  readonly port?: string;
  readonly single?: boolean;
}

export function addStart(program: Command, context: CliContext): void {
  const command = program
    .command('start')
    .description('start Magpie: the web page, the API, the inbox watcher and the ingest workers')
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--port <number>', 'TCP port (default: 7800)')
    .option('--single', 'everything in one process, for small machines');
  described(command, ['start', 'start --data /srv/pictures --port 7900']).action((options: StartOptions) =>
    runCommand(context, options, (run) =>
      run.wiring.start((fileText) => run.load({ host: options.host, port: options.port }, undefined, fileText), { single: options.single === true }),
    ),
  );
}
