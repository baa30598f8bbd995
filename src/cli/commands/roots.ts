import { resolve } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import { recordDeed } from '../../catalog/audit-queries.ts';
import { foldersByPaths } from '../../catalog/folder-queries.ts';
import { listRoots, type RootRow, updateRoot } from '../../catalog/root-queries.ts';
import type { Config } from '../../config/schema.ts';
import { systemClock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import { ROOT_MODES, type RootMode } from '../../domain/root.ts';
import { checkRoot, type CheckDeps } from '../../roots/check-root.ts';
import { continueMove, moveRoot } from '../../roots/move-root.ts';
import { OFFLINE_WORDS, type OfflineReason } from '../../roots/root-identity.ts';
import { addRoot, syncRoots } from '../../roots/sync-roots.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Library } from '../wiring.ts';

export function addRoots(program: Command, context: CliContext): void {
  const roots = program.command('roots').description('the folders that may be read, and whether they are there');
  described(roots.command('list', { isDefault: true }).description('list the roots, their state and how much of each is in the library'), [
    'roots list',
    'roots list --json',
  ]).action((options: CommonOptions) =>
    withRoots(context, options, async ({ catalog }, deps) => ({ rows: await checked(deps, await listRoots(catalog.read)) })),
  );

  described(
    roots
      .command('add <path>')
      .description('add a folder; with a mode other than scan, new files in it are taken in by themselves')
      .option('--mode <mode>', ROOT_MODES.join(', '), 'scan')
      .option('--no-watch', 'do not take new files in by themselves'),
    ['roots add /mnt/photos --mode reference', 'roots add ~/Pictures'],
  ).action((path: string, options: CommonOptions & { mode: string; watch: boolean }) =>
    withRoots(context, options, async ({ catalog }, deps) => {
      if (!(ROOT_MODES as readonly string[]).includes(options.mode))
        throw new AppError('invalid-input', { detail: `--mode takes one of ${ROOT_MODES.join(', ')}` });
      const mode = options.mode as RootMode;
      const row = await addRoot(deps, { path: resolve(path), mode, watch: mode !== 'scan' && options.watch });
      await catalog.write((tx) =>
        recordDeed(tx, { actor: 'cli', action: 'root-added', subject: row.id, detail: { path: row.path, mode }, now: systemClock() }),
      );
      return { rows: [row] };
    }),
  );

  described(roots.command('remove <root>').description('no longer read a folder; what is known of its files stays, and adding it again undoes this'), [
    'roots remove /mnt/photos',
  ]).action((root: string, options: CommonOptions) =>
    withRoots(context, options, async ({ catalog }) => {
      const row = await find(catalog, root);
      if (row.config_path !== null) throw new AppError('invalid-input', { detail: `${row.path} is named in the settings; remove it from roots there` });
      await catalog.write(async (tx) => {
        await updateRoot(tx, row.id, { state: 'removed', changed_at: systemClock() });
        await recordDeed(tx, { actor: 'cli', action: 'root-removed', subject: row.id, detail: { path: row.path }, now: systemClock() });
      });
      return { rows: await listRoots(catalog.read) };
    }),
  );

  described(
    roots
      .command('move <root> <path>')
      .description('say where a root lies now: its files are known there at once, nothing is read or taken in again')
      .option('--force', 'even if the folder there does not look like this root'),
    ['roots move /mnt/photos /mnt/new-disk/photos'],
  ).action((root: string, path: string, options: CommonOptions & { force?: boolean }) =>
    withRoots(context, options, async ({ catalog }, deps) => {
      const row = await find(catalog, root);
      await moveRoot(deps, row.id, resolve(path), { actor: 'cli', force: options.force === true });
      await continueMove(deps, row.id, newId()); // false: a running Magpie is at it
      return { rows: [await find(catalog, row.id)] };
    }),
  );

  described(
    roots
      .command('check [root]')
      .description('look whether the roots are there')
      .option('--accept', 'the folder is the right one although its marker or device says otherwise; mark it anew'),
    ['roots check', 'roots check /mnt/photos --accept'],
  ).action((root: string | undefined, options: CommonOptions & { accept?: boolean }) =>
    withRoots(context, options, async ({ catalog }, deps) => {
      if (options.accept === true && root === undefined) throw new AppError('invalid-input', { detail: '--accept needs the root it is meant for' });
      const rows = root === undefined ? await listRoots(catalog.read) : [await find(catalog, root)];
      return { rows: await checked(deps, rows, options.accept === true) };
    }),
  );
}

interface Answer {
  readonly rows: readonly RootRow[];
}

/** Exit code 3 when a root that is answered about is offline. */
async function withRoots(context: CliContext, options: CommonOptions, work: (library: Library, deps: CheckDeps) => Promise<Answer>): Promise<void> {
  await runCommand(context, options, async (run) => {
    const { config } = await run.load({}, 'quiet');
    return run.withLibrary(config, { create: true }, async (library, logger) => {
      const deps = await synced(library, config, logger);
      const { rows } = await work(library, deps);
      const folders = await foldersByPaths(
        library.catalog.read,
        rows.map(({ path }) => path),
      );
      const items = rows.map((row) => {
        const folder = folders.get(row.path);
        return {
          ...toJson(row),
          total: folder === undefined ? null : Math.max(folder.total_below, folder.ingested_below),
          ingested: folder?.ingested_below ?? 0,
        };
      });
      run.output.result({ roots: items }, () => (items.length === 0 ? ['There are no roots. Add one: magpie roots add PATH'] : items.flatMap(toLines)));
      return rows.some((row) => row.state === 'offline') ? EXIT.problems : EXIT.ok;
    });
  });
}

async function synced({ catalog }: Library, config: Config, logger: Logger): Promise<CheckDeps> {
  const deps = { catalog, logger, clock: systemClock };
  await syncRoots(deps, config.roots);
  return deps;
}

async function checked(deps: CheckDeps, rows: readonly RootRow[], accept = false): Promise<RootRow[]> {
  return Promise.all(rows.map((row) => checkRoot(deps, row, { accept })));
}

/** By id, or by path. */
async function find(catalog: Library['catalog'], wanted: string): Promise<RootRow> {
  const rows = await listRoots(catalog.read);
  const row = rows.find(({ id, path, config_path }) => id === wanted || path === resolve(wanted) || config_path === resolve(wanted));
  if (row === undefined) throw new AppError('root-not-found', { detail: wanted });
  return row;
}

function toJson(row: RootRow) {
  const { id, path, mode, state, reason } = row;
  return { id, path, mode, watch: row.watch === 1, configured: row.config_path !== null, state, reason, moving_to: row.moving_to };
}

function toLines(item: ReturnType<typeof toJson> & { total: number | null; ingested: number }): string[] {
  const state = item.state === 'online' ? pc.green(item.state) : pc.yellow(item.state);
  const counts =
    item.total === null ? 'not looked into yet' : `${item.ingested.toLocaleString('en')} of ${item.total.toLocaleString('en')} files in the library`;
  const lines = [
    `${pc.bold(item.path)}  ${state}  ${item.mode}${item.watch ? ', watched' : ''}  ${counts}`,
    pc.dim(`  ${item.id}${item.configured ? '' : ', added'}`),
  ];
  if (item.reason !== null) lines.push(`  ${OFFLINE_WORDS[item.reason as OfflineReason] ?? item.reason}`);
  if (item.moving_to !== null) lines.push(`  on its way to ${item.moving_to}`);
  return lines;
}
