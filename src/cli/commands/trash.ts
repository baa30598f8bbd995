import type { Command } from 'commander';
import pc from 'picocolors';
import { listDeleted, forgetDeleted } from '../../catalog/deleted-queries.ts';
import { listTrash, type PurgeChoice, trashTotals } from '../../catalog/trash-queries.ts';
import { systemClock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { requestPurge } from '../../curate/request-purge.ts';
import { takeBack } from '../../curate/take-back.ts';
import { moveToTrash, restoreFromTrash, undoTrashing } from '../../curate/trash.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { bytes } from '../format.ts';

const DAY_MS = 86_400_000;
type Options = CommonOptions & { limit?: string; olderThan?: string; yes?: boolean };

export function addTrash(program: Command, context: CliContext): void {
  const trash = program.command('trash').description('what was deleted: list it, put it back, delete it for good');
  addMoves(trash, context);
  addPurges(trash, context);
  addTakeBack(trash, context);
}

function addMoves(trash: Command, context: CliContext): void {
  described(trash.command('list').description('what is in the trash, latest first').option('--limit <number>', 'how many', '50'), ['trash list']).action(
    (options: Options) =>
      runCommand(context, options, async (run) => {
        const { config } = await run.load();
        return run.withLibrary(config, { create: false }, async ({ catalog }) => {
          const rows = await listTrash(catalog.read, undefined, whole(options.limit ?? '50', '--limit'));
          const totals = await trashTotals(catalog.read);
          const items = rows.map((row) => ({ id: row.id, name: row.name, bytes: row.bytes, trashed: iso(row.trashed_at), batch: row.trash_id }));
          run.output.result({ ...totals, keepDays: config.trash.keepDays, items }, () => [
            ...items.map(
              (item) =>
                `${pc.bold(String(item.id).padStart(8))}  ${item.trashed.slice(0, 16).replace('T', ' ')}  ${bytes(item.bytes).padStart(8)}  ${item.name}`,
            ),
            `${totals.count.toLocaleString('en')} in the trash, ${bytes(totals.bytes)}${config.trash.keepDays === 0 ? '' : `; deleted for good after ${config.trash.keepDays} days`}`,
          ]);
          return EXIT.ok;
        });
      }),
  );
  described(trash.command('add').description('move assets to the trash').argument('<id...>', 'asset ids'), ['trash add 12 13']).action(
    (ids: string[], options: Options) =>
      runCommand(context, options, async (run) => {
        const { config } = await run.load();
        return run.withLibrary(config, { create: false }, async ({ catalog }) => {
          const done = await moveToTrash(catalog, assetIds(ids), systemClock(), 'cli');
          run.output.result({ batch: done.batch, trashed: done.ids.length }, () => [
            `${done.ids.length} moved to the trash. Undo: magpie trash restore --batch ${done.batch}`,
          ]);
          return done.ids.length > 0 ? EXIT.ok : EXIT.problems;
        });
      }),
  );
  described(
    trash
      .command('restore')
      .description('take assets out of the trash')
      .argument('[id...]', 'asset ids')
      .option('--batch <id>', 'all that one act of deleting put there'),
    ['trash restore 12 13', 'trash restore --batch 0199c0de-…'],
  ).action((ids: string[], options: Options & { batch?: string }) =>
    runCommand(context, options, async (run) => {
      if (ids.length === 0 && options.batch === undefined) throw new AppError('invalid-input', { detail: 'Name asset ids, or an act with --batch' });
      const { config } = await run.load();
      return run.withLibrary(config, { create: false }, async ({ catalog }) => {
        const now = systemClock();
        const back =
          options.batch === undefined ? await restoreFromTrash(catalog, assetIds(ids), now, 'cli') : await undoTrashing(catalog, options.batch, now, 'cli');
        run.output.result({ restored: back.length }, () => [`${back.length} back in the library`]);
        return back.length > 0 ? EXIT.ok : EXIT.problems;
      });
    }),
  );
}

function addPurges(trash: Command, context: CliContext): void {
  const purge = async (options: Options, choose: (now: number) => PurgeChoice, what: string): Promise<void> =>
    runCommand(context, options, async (run) => {
      if (options.yes !== true) throw new AppError('invalid-input', { detail: `This deletes ${what} for good. Say so with --yes` });
      const { config } = await run.load({}, 'quiet');
      const { runTask } = await import('../curate/run-task.ts');
      return run.withLibrary(config, { create: false }, async (library, logger) => {
        const now = systemClock();
        const task = await requestPurge(library.catalog, choose(now), now, 'cli');
        const result = await runTask<{ purged: number; kept: number }>(run, config, library, logger, task);
        run.output.result(result, () => [`${result.purged.toLocaleString('en')} deleted for good${result.kept > 0 ? `, ${result.kept} still needed` : ''}`]);
        return EXIT.ok;
      });
    });
  described(
    trash
      .command('purge')
      .description('delete for good what is in the trash: these, or what has been there long enough')
      .argument('[id...]', 'asset ids')
      .option('--older-than <days>', 'what has been in the trash for so many days')
      .option('--yes', 'really'),
    ['trash purge 12 13 --yes', 'trash purge --older-than 7 --yes'],
  ).action((ids: string[], options: Options) => {
    const choose = (now: number): PurgeChoice => {
      if (options.olderThan !== undefined) return { trashedUpTo: now - whole(options.olderThan, '--older-than') * DAY_MS };
      if (ids.length === 0) throw new AppError('invalid-input', { detail: 'Name asset ids, or an age with --older-than' });
      return { ids: assetIds(ids) };
    };
    return purge(options, choose, 'what you named');
  });
  described(
    trash.command('empty').description('delete everything in the trash for good, duplicate files that were moved there too').option('--yes', 'really'),
    ['trash empty --yes'],
  ).action((options: Options) => purge(options, (now) => ({ trashedUpTo: now }), 'everything in the trash'));
  described(trash.command('deleted').description('content that was deleted for good and is not taken in again').option('--limit <number>', 'how many', '50'), [
    'trash deleted',
  ]).action((options: Options) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load();
      return run.withLibrary(config, { create: false }, async ({ catalog }) => {
        const rows = await listDeleted(catalog.read, undefined, whole(options.limit ?? '50', '--limit'));
        const items = rows.map((row) => ({ sha256: row.sha256.toString('hex'), name: row.name, bytes: row.bytes, deleted: iso(row.deleted_at) }));
        run.output.result({ items }, () => items.map((item) => `${item.sha256}  ${item.deleted.slice(0, 10)}  ${item.name}`));
        return EXIT.ok;
      });
    }),
  );
  described(
    trash
      .command('forget')
      .description('forget deleted content, so that scans and the inbox take it in again')
      .argument('<sha256...>', 'as trash deleted shows them'),
    ['trash forget 9f86d081884c7d65…'],
  ).action((digests: string[], options: Options) =>
    runCommand(context, options, async (run) => {
      if (!digests.every((digest) => /^[0-9a-f]{64}$/i.test(digest))) throw new AppError('invalid-input', { detail: 'A SHA-256 has 64 hexadecimal digits' });
      const { config } = await run.load();
      return run.withLibrary(config, { create: false }, async ({ catalog }) => {
        const forgotten = await catalog.write((tx) =>
          forgetDeleted(
            tx,
            digests.map((digest) => Buffer.from(digest, 'hex')),
          ),
        );
        run.output.result({ forgotten }, () => [`${forgotten} forgotten`]);
        return forgotten > 0 ? EXIT.ok : EXIT.problems;
      });
    }),
  );
}

function addTakeBack(trash: Command, context: CliContext): void {
  const command = trash
    .command('take-back')
    .description('take in after all the files of a session that were left alone because their content was deleted')
    .argument('<session>', 'id of the session, as magpie sessions shows it');
  described(command, ['trash take-back 0199c0de-…']).action((session: string, options: Options) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load();
      return run.withLibrary(config, { create: false }, async ({ catalog }) => {
        const files = await takeBack(catalog, session, systemClock(), 'cli');
        run.output.result({ files }, () => [`${files.toLocaleString('en')} will be taken in; a running Magpie does it, or the next one that starts`]);
        return files > 0 ? EXIT.ok : EXIT.problems;
      });
    }),
  );
}

function assetIds(given: readonly string[]): number[] {
  return given.map((text) => whole(text, 'An asset id'));
}

function whole(text: string, what: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0)
    throw new AppError('invalid-input', { detail: `${what} takes a whole number, not ${text}` });
  return value;
}

function iso(ms: number | null): string {
  return new Date(ms ?? 0).toISOString();
}
