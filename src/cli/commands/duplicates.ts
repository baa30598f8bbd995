import { resolve } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import { type DuplicateFileRow, reportFiles } from '../../catalog/duplicate-queries.ts';
import { listTasks, taskById } from '../../catalog/task-queries.ts';
import { systemClock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { requestExactApply, requestExactScan, requestExactUndo } from '../../curate/request-duplicates.ts';
import { type ExactMoveResult, type ExactScanResult, KEEP_RULES, type KeepRule } from '../../domain/curate.ts';
import { allowedRoots } from '../../roots/allowed-roots.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { runTask } from '../curate/run-task.ts';
import { EXIT } from '../exit-codes.ts';
import type { Library } from '../wiring.ts';
import { bytes, files } from '../format.ts';

type Options = CommonOptions & { keep: string; preferRoot?: string; stored?: boolean; root?: string[]; limit: string; latest?: boolean };
const EXACT_KINDS = ['exact-scan', 'exact-apply', 'exact-undo'] as const;

export function addDuplicates(program: Command, context: CliContext): void {
  const duplicates = program
    .command('duplicates')
    .description('files of the library with the same bytes: find them, move the surplus to the trash, put it back');
  addScan(duplicates, context);
  addReport(duplicates, context);
  addMoves(duplicates, context);
}

function addScan(duplicates: Command, context: CliContext): void {
  const command = duplicates
    .command('scan')
    .description('find contents that lie in several files; moves nothing')
    .option('--keep <rule>', `which file stays: ${KEEP_RULES.join(', ')}`, 'oldest')
    .option('--prefer-root <dir>', 'for --keep preferred-root: files in this folder stay before others')
    .option('--stored', "the library's own copy counts as the one that stays: every other file of that content is surplus")
    .option('--root <dir...>', 'folders in which files may be moved (default: roots of the settings)');
  described(command, ['duplicates scan', 'duplicates scan --keep preferred-root --prefer-root ~/Pictures --root ~/Pictures --root /mnt/backup']).action(
    (options: Options) =>
      runCommand(context, options, async (run) => {
        if (!(KEEP_RULES as readonly string[]).includes(options.keep)) throw new AppError('invalid-input', { detail: `--keep takes ${KEEP_RULES.join(', ')}` });
        if (options.keep === 'preferred-root' && options.preferRoot === undefined)
          throw new AppError('invalid-input', { detail: '--keep preferred-root needs --prefer-root' });
        const { config } = await run.load({}, 'quiet');
        return run.withLibrary(config, { create: false }, async (library, logger) => {
          const roots =
            options.root?.map((root) => resolve(root)) ??
            (await allowedRoots(
              library.catalog,
              config.roots.map(({ path }) => path),
            ));
          const scan = {
            keep: options.keep as KeepRule,
            roots,
            storedCounts: options.stored === true,
            ...(options.preferRoot === undefined ? {} : { preferredRoot: resolve(options.preferRoot) }),
          };
          const task = await requestExactScan(library.catalog, scan, systemClock(), 'cli');
          const result = await runTask<ExactScanResult>(run, config, library, logger, task);
          run.output.result({ task, ...result, mbSaved: megabytes(result.removableBytes) }, () => [
            `${result.groups.toLocaleString('en')} contents lie in ${files(result.found)}; ${files(result.removable)} can go, ${bytes(result.removableBytes)} saved`,
            ...(result.spared > 0 ? [`${files(result.spared)} must stay: outside of the roots, or changed`] : []),
            ...(roots.length === 0 ? ['No roots are set, so nothing can be moved. Name folders with --root, or in config.yml'] : []),
            ...(result.removable > 0 ? [`Look:  magpie duplicates report ${task}`, `Move:  magpie duplicates apply ${task}`] : []),
          ]);
          return EXIT.ok;
        });
      }),
  );
}

function addReport(duplicates: Command, context: CliContext): void {
  const command = duplicates
    .command('report')
    .description('the files a search found (default: the latest search)')
    .argument('[task]', 'id of the search')
    .option('--limit <number>', 'how many files', '200');
  described(command, ['duplicates report', 'duplicates report --limit 10000 --json']).action((task: string | undefined, options: Options) =>
    runCommand(context, options, async (run) => {
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1 || limit > 100_000) throw new AppError('invalid-input', { detail: '--limit takes a number from 1 to 100000' });
      const { config } = await run.load();
      return run.withLibrary(config, { create: false }, async ({ catalog }) => {
        const row = task === undefined ? (await listTasks(catalog.read, ['exact-scan'], undefined, 1))[0] : await taskById(catalog.read, task);
        if (row?.kind !== 'exact-scan') throw new AppError('task-not-found', { detail: task ?? 'No search has been made yet' });
        const rows = await reportFiles(catalog.read, row.id, 0, limit);
        const result = JSON.parse(row.result_json ?? '{}') as Partial<ExactScanResult>;
        const listed = rows.map(({ asset_id, path, bytes: size, role, state, note }) => ({ asset: asset_id, path, bytes: size, role, state, note }));
        run.output.result({ task: row.id, state: row.state, ...result, mbSaved: megabytes(result.removableBytes ?? 0), files: listed }, () => toLines(rows));
        return EXIT.ok;
      });
    }),
  );
  described(duplicates.command('history').description('searches, moves and undos so far, newest first'), ['duplicates history']).action((options: Options) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load();
      const rows = await run.withLibrary(config, { create: false }, ({ catalog }) => listTasks(catalog.read, EXACT_KINDS, undefined, 50));
      const items = rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        state: row.state,
        created: new Date(row.created_at).toISOString(),
        result: row.result_json === null ? null : (JSON.parse(row.result_json) as object),
      }));
      run.output.result({ items }, () =>
        items.map((item) => `${pc.bold(item.id)}  ${item.kind.padEnd(11)}  ${item.state}  ${item.created.slice(0, 16).replace('T', ' ')}`),
      );
      return EXIT.ok;
    }),
  );
}

function addMoves(duplicates: Command, context: CliContext): void {
  const move = (
    options: Options,
    request: (library: Library, roots: readonly string[]) => Promise<string>,
    words: (result: ExactMoveResult, id: string) => string[],
  ) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load({}, 'quiet');
      return run.withLibrary(config, { create: false }, async (library, logger) => {
        const id = await request(
          library,
          await allowedRoots(
            library.catalog,
            config.roots.map(({ path }) => path),
          ),
        );
        const result = await runTask<ExactMoveResult>(run, config, library, logger, id);
        run.output.result({ task: id, ...result, mbSaved: megabytes(result.bytes) }, () => words(result, id));
        return result.failed > 0 ? EXIT.problems : EXIT.ok;
      });
    });
  described(duplicates.command('apply').description('move the surplus files of a search to the trash').argument('<task>', 'id of the search'), [
    'duplicates apply 0199c0de-…',
  ]).action((task: string, options: Options) =>
    move(
      options,
      async ({ catalog }, configured) => {
        const scan = await taskById(catalog.read, task);
        // What was said with --root at the search holds for the move.
        const { roots = configured } = JSON.parse(scan?.options_json ?? '{}') as { roots?: readonly string[] };
        return requestExactApply(catalog, { scan: task, roots, except: [] }, systemClock(), 'cli');
      },
      (result, id) => [
        `${files(result.moved)} moved to the trash, ${bytes(result.bytes)}${result.failed > 0 ? `; ${files(result.failed)} stayed, see magpie duplicates report ${task}` : ''}`,
        `Undo:  magpie duplicates undo ${id}`,
      ],
    ),
  );
  described(
    duplicates.command('undo').description('put the files of an apply back where they were; overwrites nothing').argument('<task>', 'id of the apply'),
    ['duplicates undo 0199c0de-…'],
  ).action((task: string, options: Options) =>
    move(
      options,
      ({ catalog }) => requestExactUndo(catalog, { apply: task }, systemClock(), 'cli'),
      (result) => [
        `${files(result.moved)} put back${result.failed > 0 ? `; the place of ${files(result.failed)} is taken by now, they are still in the trash` : ''}`,
      ],
    ),
  );
}

function toLines(rows: readonly DuplicateFileRow[]): string[] {
  const marks = { keep: pc.green('keep   '), surplus: pc.yellow('surplus'), spared: pc.dim('spared ') };
  let last = 0;
  return rows.flatMap((row) => {
    const head = row.asset_id === last ? [] : [pc.bold(`asset ${row.asset_id}, ${bytes(row.bytes)}`)];
    last = row.asset_id;
    const state = row.state === 'found' ? '' : `  ${row.state}`;
    return [...head, `  ${marks[row.role]}  ${row.path}${state}${row.note === null ? '' : pc.dim(`  (${row.note})`)}`];
  });
}

function megabytes(size: number): number {
  return Math.round(size / 10_000) / 100;
}
