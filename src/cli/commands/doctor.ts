import type { Command } from 'commander';
import pc from 'picocolors';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import type { CheckStatus } from '../doctor/check.ts';
import { EXIT } from '../exit-codes.ts';

const MARKS: Record<CheckStatus, string> = { ok: pc.green('✓'), info: pc.blue('i'), warn: pc.yellow('!'), fail: pc.red('✗') };

export function addDoctor(program: Command, context: CliContext): void {
  const command = program.command('doctor').description('look at everything Magpie depends on; each line that is not well names the command that mends it');
  described(command, ['doctor', 'doctor --data /srv/pictures --json']).action((options: CommonOptions) =>
    runCommand(context, options, async (run) => {
      const { runChecks } = await import('../doctor/run-checks.ts');
      const checks = await runChecks(() => run.load(), run.wiring);
      const count = (status: CheckStatus): number => checks.filter((check) => check.status === status).length;
      const healthy = count('fail') === 0;
      const wide = Math.max(...checks.map(({ name }) => name.length));
      run.output.result({ healthy, ok: count('ok'), info: count('info'), warn: count('warn'), fail: count('fail'), checks }, () => [
        ...checks.flatMap(({ name, status, message, fix }) => [
          `${MARKS[status]} ${name.padEnd(wide)}  ${message}`,
          ...(fix === undefined ? [] : [`  ${' '.repeat(wide)}  ${pc.cyan('→')} ${fix}`]),
        ]),
        '',
        healthy ? (count('warn') === 0 ? 'All is well.' : 'It will run; mind the warnings.') : 'It will not run like this; see the lines above.',
      ]);
      return healthy ? EXIT.ok : EXIT.problems;
    }),
  );
}
