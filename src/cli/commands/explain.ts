import type { Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

export function addExplain(program: Command, context: CliContext): void {
  const command = program
    .command('explain')
    .description('tell the life of one file: what it is, where it lies, every job about it, the last error and what to do')
    .argument('<file>', 'a path, a SHA-256, or the id of an asset');
  described(command, ['explain ~/Pictures/broken.jpg', 'explain 42', 'explain 42 --json']).action((subject: string, options: CommonOptions) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load();
      const [{ explainFile }, { lifeToJson }, { lifeToLines }] = await Promise.all([
        import('../../ingest/explain.ts'),
        import('../explain/life-to-json.ts'),
        import('../explain/life-to-lines.ts'),
      ]);
      const life = await run.withLibrary(config, { create: false }, ({ catalog, store }) => explainFile(catalog, store, subject));
      if (life.asset === undefined && life.jobs.length === 0 && life.onDisk?.state !== 'file') {
        throw new AppError('asset-not-found', {
          detail: `The library knows nothing of ${subject}${life.onDisk?.state === 'missing' ? ', and there is no such file' : ''}`,
        });
      }
      run.output.result(lifeToJson(subject, life), () => lifeToLines(subject, life));
      return EXIT.ok;
    }),
  );
}
