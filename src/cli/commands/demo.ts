import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import { liveProcesses } from '../../catalog/processes.ts';
import { systemClock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { runningUrl } from '../../supervisor/data-lock.ts';

interface DemoOptions extends CommonOptions {
  readonly count: string;
  readonly into?: string;
}

export function addDemo(program: Command, context: CliContext): void {
  const command = program
    .command('demo')
    .description('draw a small library (photographs, copies, near-duplicates, rotations, broken files) and take it in')
    .option('--count <number>', 'files altogether, at least 50', '200')
    .option('--into <dir>', 'keep the drawn files in this folder (default: a temporary one that is emptied)');
  described(command, ['demo', 'demo --count 1000 --data ./demo-data', 'demo --into ~/demo-pictures --json']).action((options: DemoOptions) =>
    runCommand(context, options, async (run) => {
      const count = Number(options.count);
      if (!Number.isInteger(count) || count < 1 || count > 100_000)
        throw new AppError('invalid-input', { detail: '--count takes a whole number up to 100,000' });
      const { config } = await run.load({}, 'quiet');
      const [{ writeDemo }, { runIngest }, { ingestResult, summaryLines }] = await Promise.all([
        import('../demo/write-demo.ts'),
        import('../ingest/run-ingest.ts'),
        import('../ingest/session-summary.ts'),
      ]);
      const folder = options.into === undefined ? await mkdtemp(join(tmpdir(), 'magpie-demo-')) : resolve(options.into);
      const plan = await writeDemo(folder, { count, onFile: drawn() });
      const total = plan.photos.length + plan.specials.length;
      return run.withLibrary(config, { create: true }, async (library, logger) => {
        const mode = options.into === undefined ? 'move' : 'copy';
        const done = await runIngest(run, config, library, logger, { paths: [folder], mode, recursive: true });
        if (!done.finished) return EXIT.interrupted;
        if (options.into === undefined) await rm(folder, { recursive: true, force: true });
        const isUp = (await liveProcesses(library.catalog, systemClock())).some(({ role }) => role === 'web' || role === 'single');
        const url = (await runningUrl(config.dataDir)) ?? `http://${config.host}:${config.port}`;
        const lines = run.output.json ? [] : await summaryLines(library.catalog, done.row, done.seconds);
        run.output.result(
          {
            folder: options.into === undefined ? null : folder,
            files: total,
            url,
            running: isUp,
            ...ingestResult(done.row, done.seconds),
          },
          () => [
            ...lines,
            '',
            pc.dim('The broken files are part of the demo: each has its reason.'),
            isUp
              ? `Open ${pc.bold(url)}`
              : `Now run ${pc.bold(`magpie start${options.data === undefined ? '' : ` --data ${options.data}`}`)} and open ${pc.bold(url)}`,
          ],
        );
        // Broken files are meant to fail here.
        return EXIT.ok;
      });
    }),
  );
}

/** One line that counts up on a terminal; nothing elsewhere. */
function drawn(): (done: number, total: number) => void {
  return (done, total) => {
    if (process.stderr.isTTY) process.stderr.write(`\rDrawing ${done} of ${total}${done === total ? '\n' : ''}`);
  };
}
