import { stdin, stderr } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

export function addPassword(program: Command, context: CliContext): void {
  const command = program.command('password').description('set the password of the web page; everybody who is logged in is logged out');
  described(command, ['password', 'password < password.txt']).action((options: CommonOptions) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load();
      const password = stdin.isTTY ? await askTwice() : await firstLine();
      const { setPassword } = await import('../../auth/password.ts');
      await run.withLibrary(config, { create: true }, ({ catalog }) => setPassword(catalog, password));
      run.output.result({ passwordSet: true }, () => ['The password is set. A running Magpie asks for it from now on.']);
      return EXIT.ok;
    }),
  );
}

async function askTwice(): Promise<string> {
  const password = await ask('New password: ');
  if (password !== (await ask('The same again: '))) throw new AppError('invalid-input', { detail: 'The two passwords differ' });
  return password;
}

/** readline echoes what is typed to `output`; one that swallows it keeps the password off the screen. */
async function ask(question: string): Promise<string> {
  stderr.write(question);
  const lines = createInterface({ input: stdin, output: new Writable({ write: (_chunk, _encoding, done) => done() }), terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    stderr.write('\n');
  }
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: stdin });
  for await (const line of lines) return line;
  throw new AppError('invalid-input', { detail: 'There is no password on standard input' });
}
