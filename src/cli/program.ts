import { Command, CommanderError } from 'commander';
import type { CliContext } from './command.ts';
import { addConfig } from './commands/config.ts';
import { addDemo } from './commands/demo.ts';
import { addDescribe } from './commands/describe.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDuplicates } from './commands/duplicates.ts';
import { addExport, addImport } from './commands/exchange.ts';
import { addExplain } from './commands/explain.ts';
import { addIngest } from './commands/ingest.ts';
import { addKeys } from './commands/keys.ts';
import { addLanes } from './commands/lanes.ts';
import { addPassword } from './commands/password.ts';
import { addPools } from './commands/pools.ts';
import { addRoots } from './commands/roots.ts';
import { addSessions } from './commands/sessions.ts';
import { addSidecars } from './commands/sidecars.ts';
import { addStart } from './commands/start.ts';
import { addTags } from './commands/tags.ts';
import { addTrash } from './commands/trash.ts';
import { addVerify } from './commands/verify.ts';
import { EXIT } from './exit-codes.ts';
import type { CliWiring } from './wiring.ts';

/** Runs `magpie <argv…>` (without node and script). Resolves with the exit code, see exit-codes.ts; never throws. */
export async function runCli(argv: readonly string[], wiring: CliWiring): Promise<number> {
  let code: number = EXIT.ok;
  const program = buildProgram({
    wiring,
    exit: (given) => {
      code = given;
    },
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    // Help and --version end this way too; commander has printed what there is to say.
    if (error instanceof CommanderError) return error.exitCode === 0 || error.code === 'commander.help' ? EXIT.ok : EXIT.usage;
    throw error;
  }
}

/** The tree of commands; also read by the generator of docs/cli.md. */
export function buildProgram(context: CliContext): Command {
  const program = new Command('magpie')
    .description('A media library whose ingest never loses, doubles or forgets a file.')
    .version(context.wiring.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .showHelpAfterError('(magpie help <command> shows how it is used)')
    .addHelpText(
      'after',
      '\nExamples:\n  $ magpie start\n  $ magpie ingest ~/Pictures\n  $ magpie demo\n\nExit codes: 0 done, 1 error, 2 wrong usage, 3 some files failed or problems were found.\n',
    );
  const add = [
    addStart,
    addIngest,
    addSessions,
    addLanes,
    addRoots,
    addPools,
    addExplain,
    addVerify,
    addDescribe,
    addSidecars,
    addTags,
    addTrash,
    addDuplicates,
    addDoctor,
    addDemo,
    addExport,
    addImport,
    addPassword,
    addKeys,
    addConfig,
  ];
  for (const addTo of add) addTo(program, context);
  return program;
}
