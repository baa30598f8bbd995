import type { Command } from 'commander';
import type { Catalog } from '../../catalog/catalog.ts';
import { AppError } from '../../core/errors.ts';
import { POOL_KINDS, poolKey, type PoolKind } from '../../domain/link.ts';
import { type CliContext, type CommonOptions, described, type Run, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../printable.ts';

/** Shown at once; the page and the API show all. */
const MOST = 1000;
const ME = () => ({ now: Date.now(), actor: 'cli' });

export function addPools(program: Command, context: CliContext): void {
  const pools = program.command('pools').description('ordered lists of pictures: series and collections');
  const withCatalog = (options: CommonOptions, work: (catalog: Catalog, run: Run) => Promise<void>): Promise<void> =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load({}, 'quiet');
      await run.withLibrary(config, { create: false }, ({ catalog }) => work(catalog, run));
      return EXIT.ok;
    });

  described(pools.command('list [part]', { isDefault: true }).description('list the pools, or those with this in their name'), [
    'pools list',
    'pools list trip',
  ]).action((part: string | undefined, options: CommonOptions) =>
    withCatalog(options, async (catalog, run) => {
      const { countPools, listPools } = await import('../../catalog/pool-queries.ts');
      const filter = { part: part === undefined ? undefined : poolKey(part) };
      const items = (await listPools(catalog.read, filter, 'name', undefined, MOST)).map(toJson);
      const total = await countPools(catalog.read, filter);
      run.output.result({ items, total }, () => [
        ...items.map((pool) => `${pool.id}  ${printable(pool.name)}  ${pool.kind}, ${pool.count.toLocaleString('en')} pictures`),
        ...(total === 0 ? ['There are no pools. Make one with: magpie pools create NAME'] : total > items.length ? [`… and ${total - items.length} more`] : []),
      ]);
    }),
  );

  const create = pools
    .command('create <name>')
    .description('make a pool')
    .option('--kind <kind>', POOL_KINDS.join(' or '), 'series')
    .option('--description <text>', 'what it is about', '');
  described(create, ['pools create "Summer trip"', 'pools create Cats --kind collection']).action(
    (name: string, options: CommonOptions & { readonly kind: string; readonly description: string }) =>
      withCatalog(options, async (catalog, run) => {
        const kind = POOL_KINDS.find((one) => one === options.kind);
        if (kind === undefined) throw new AppError('invalid-input', { detail: `--kind takes ${POOL_KINDS.join(' or ')}` });
        const { createPool } = await import('../../curate/pools.ts');
        const id = await createPool(catalog, { name, kind, description: options.description }, ME());
        run.output.result({ id }, () => [`Pool ${id} is there. Add to it with: magpie pools add ${id} <asset ids>`]);
      }),
  );

  const add = pools
    .command('add <pool> <assets...>')
    .description('add assets by their ids, in this order; those that are in it stay where they are')
    .option('--at <place>', 'the place of the first of them, counted from 1; without it, the end');
  described(add, ['pools add 3 120 121 122', 'pools add "Summer trip" 7 --at 1']).action(
    (pool: string, assets: string[], options: CommonOptions & { readonly at?: string }) =>
      withCatalog(options, async (catalog, run) => {
        const target = options.at === undefined ? ('end' as const) : { at: wholeNumbers([options.at], '--at')[0]! };
        const { addToPool } = await import('../../curate/pool-members.ts');
        const { changed, count } = await addToPool(catalog, await idOf(catalog, pool), wholeNumbers(assets, 'assets'), target, ME());
        run.output.result({ added: changed, count }, () => [`${changed.length} added; ${count.toLocaleString('en')} are in it now.`]);
      }),
  );

  described(pools.command('remove <pool> <assets...>').description('take assets out of a pool; they stay in the library'), ['pools remove 3 121']).action(
    (pool: string, assets: string[], options: CommonOptions) =>
      withCatalog(options, async (catalog, run) => {
        const { removeFromPool } = await import('../../curate/pool-members.ts');
        const { changed, count } = await removeFromPool(catalog, await idOf(catalog, pool), wholeNumbers(assets, 'assets'), ME());
        run.output.result({ removed: changed, count }, () => [`${changed.length} taken out; ${count.toLocaleString('en')} are left.`]);
      }),
  );

  described(pools.command('show <pool>').description('what a pool is and what is in it, in its order'), [
    'pools show 3',
    'pools show "Summer trip" --json',
  ]).action((pool: string, options: CommonOptions) =>
    withCatalog(options, async (catalog, run) => {
      const { poolById, poolMembers } = await import('../../catalog/pool-queries.ts');
      const id = await idOf(catalog, pool);
      const row = (await poolById(catalog.read, id))!;
      const assets = (await poolMembers(catalog.read, id, undefined, MOST)).map((asset) => ({ id: asset.id, name: asset.name }));
      run.output.result({ ...toJson(row), description: row.description, assets }, () => [
        `${printable(row.name)}  ${row.kind}, ${row.count.toLocaleString('en')} pictures`,
        ...(row.description === '' ? [] : [printable(row.description)]),
        ...assets.map((asset, at) => `${String(at + 1).padStart(5)}  ${asset.id}  ${printable(asset.name)}`),
        ...(row.count > assets.length ? [`… and ${row.count - assets.length} more`] : []),
      ]);
    }),
  );

  described(pools.command('delete <pool>').description('delete a pool, not what is in it; restore undoes it for 30 days'), ['pools delete 3']).action(
    (pool: string, options: CommonOptions) =>
      withCatalog(options, async (catalog, run) => {
        const { deletePool } = await import('../../curate/pools.ts');
        const id = await idOf(catalog, pool);
        await deletePool(catalog, id, ME());
        run.output.result({ id, deleted: true }, () => [`Pool ${id} is deleted. To have it back: magpie pools restore ${id}`]);
      }),
  );

  described(
    pools
      .command('restore <id>')
      .description('undo the deletion of a pool')
      .option('--name <name>', 'what it is called from now on, where another pool took its name'),
    ['pools restore 3', 'pools restore 3 --name "Summer trip (2)"'],
  ).action((id: string, options: CommonOptions & { name?: string }) =>
    withCatalog(options, async (catalog, run) => {
      const { restorePool } = await import('../../curate/pools.ts');
      await restorePool(catalog, wholeNumbers([id], 'id')[0]!, ME(), options.name);
      run.output.result({ id: Number(id), deleted: false }, () => [`Pool ${id} is back.`]);
    }),
  );
}

/** By number, or by name. */
async function idOf(catalog: Catalog, wanted: string): Promise<number> {
  const { poolById, poolByKey } = await import('../../catalog/pool-queries.ts');
  const row = /^\d{1,15}$/.test(wanted) ? await poolById(catalog.read, Number(wanted)) : await poolByKey(catalog.read, poolKey(wanted));
  if (row === undefined) throw new AppError('pool-not-found', { detail: wanted });
  return row.id;
}

function wholeNumbers(texts: readonly string[], what: string): number[] {
  if (texts.every((text) => /^[1-9]\d{0,14}$/.test(text))) return texts.map(Number);
  throw new AppError('invalid-input', { detail: `${what} takes whole numbers above 0` });
}

function toJson({ id, name, kind, count }: { id: number; name: string; kind: PoolKind; count: number }) {
  return { id, name, kind, count };
}
