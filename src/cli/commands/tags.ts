import { copyFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Catalog } from '../../catalog/catalog.ts';
import { AppError, toAppError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { tagNames } from '../../domain/tag.ts';
import { type CliContext, type CommonOptions, described, type Run, runCommand } from '../command.ts';
import { runTask } from '../curate/run-task.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../printable.ts';
import type { Config } from '../../config/schema.ts';
import type { Logger } from '../../core/logger.ts';
import type { Library } from '../wiring.ts';

type Work = (parts: { readonly run: Run; readonly config: Config; readonly library: Library; readonly logger: Logger }) => Promise<number>;

/** Numbers as people read them. */
const number = (value: number): string => value.toLocaleString('en');
const counted = (tags: number): string => `${number(tags)} ${tags === 1 ? 'tag' : 'tags'}`;
const by = () => ({ actor: 'cli', now: Date.now() });

export function addTags(program: Command, context: CliContext): void {
  const tags = program.command('tags').description('tags: list, rename, merge and deprecate them, their implications, lists of other libraries');
  const act = (options: CommonOptions, work: Work) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load({}, 'quiet');
      return run.withLibrary(config, { create: true }, (library, logger) => work({ run, config, library, logger }));
    });
  addList(tags, act);
  addEdits(tags, act);
  addMerge(tags, act);
  addPrune(tags, act);
  addImplications(tags, act);
  addImport(tags, act);
}

type Act = (options: CommonOptions, work: Work) => Promise<void>;

function addList(tags: Command, act: Act): void {
  const list = tags
    .command('list')
    .description('list tags, the most used first')
    .argument('[name]', 'part of the name; with * the whole of it')
    .option('--category <category>', 'of this category only')
    .option('--empty', 'only those that nothing bears')
    .option('--limit <number>', 'how many', '100');
  described(list, ['tags list', 'tags list "long_*" --category general', 'tags list --empty --limit 1000 --json']).action(
    (name: string | undefined, options: CommonOptions & { category?: string; empty?: boolean; limit: string }) =>
      act(options, async ({ run, library }) => {
        const limit = Number(options.limit);
        if (!Number.isInteger(limit) || limit < 1 || limit > 100_000)
          throw new AppError('invalid-input', { detail: '--limit takes a number from 1 to 100000' });
        const { listTags, countTags } = await import('../../catalog/tag-admin-queries.ts');
        const filter = { name, category: options.category, ...(options.empty === true ? { empty: true } : {}) };
        const rows = await listTags(library.catalog.read, filter, 'count', undefined, limit);
        const total = await countTags(library.catalog.read, filter);
        const items = rows.map((row) => ({ id: row.id, name: row.name, category: row.category, count: row.count, deprecated: row.deprecated === 1 }));
        run.output.result({ items, total }, () => [
          ...items.map((tag) => `${number(tag.count).padStart(10)}  ${printable(tag.name)}  ${tag.category}${tag.deprecated ? '  deprecated' : ''}`),
          `${number(items.length)} of ${number(total)} tags`,
        ]);
        return EXIT.ok;
      }),
  );
}

function addEdits(tags: Command, act: Act): void {
  const edit =
    (name: string, change: Parameters<typeof import('../../curate/tags/edit-tag.ts')['editTag']>[2], say: string): Work =>
    async ({ run, library }) => {
      const { editTag } = await import('../../curate/tags/edit-tag.ts');
      const row = await editTag(library.catalog, (await tagNamed(library.catalog, name)).id, change, by());
      run.output.result({ id: row.id, name: row.name, category: row.category, deprecated: row.deprecated === 1 }, () => [`${printable(row.name)} ${say}`]);
      return EXIT.ok;
    };
  const rename = tags.command('rename').description('rename a tag; its old name leads to it').argument('<tag>').argument('<name>', 'the new name');
  described(rename, ['tags rename grey_cat gray_cat']).action((tag: string, name: string, options: CommonOptions) =>
    act(options, edit(tag, { name }, `is what ${printable(tag)} is called now.`)),
  );
  const category = tags.command('category').description('move a tag to another category').argument('<tag>').argument('<category>');
  described(category, ['tags category ann_b artist']).action((tag: string, to: string, options: CommonOptions) =>
    act(options, edit(tag, { category: to }, `is in ${printable(to)} now.`)),
  );
  const deprecate = tags.command('deprecate').description('offer a tag no more; what bears it keeps it').argument('<tag>').option('--undo', 'offer it again');
  described(deprecate, ['tags deprecate image', 'tags deprecate image --undo']).action((tag: string, options: CommonOptions & { undo?: boolean }) =>
    act(options, edit(tag, { deprecated: options.undo !== true }, options.undo === true ? 'is offered again.' : 'is not offered any more.')),
  );
  const alias = tags.command('alias').description('another name that leads to a tag').argument('<name>', 'the other name').argument('<tag>');
  described(alias, ['tags alias kitty cat']).action((name: string, tag: string, options: CommonOptions) =>
    act(options, async ({ run, library }) => {
      const { addAlias } = await import('../../curate/tags/edit-tag.ts');
      const row = await tagNamed(library.catalog, tag);
      await addAlias(library.catalog, row.id, name, by());
      run.output.result({ id: row.id, alias: name }, () => [`${printable(name)} leads to ${printable(row.name)}.`]);
      return EXIT.ok;
    }),
  );
  const remove = tags.command('delete').description('delete a tag that nothing bears').argument('<tag>');
  described(remove, ['tags delete typo']).action((tag: string, options: CommonOptions) =>
    act(options, async ({ run, library }) => {
      const { deleteTag } = await import('../../curate/tags/edit-tag.ts');
      const row = await tagNamed(library.catalog, tag);
      await deleteTag(library.catalog, row.id, by());
      run.output.result({ id: row.id, deleted: true }, () => [`${printable(row.name)} is gone.`]);
      return EXIT.ok;
    }),
  );
}

function addMerge(tags: Command, act: Act): void {
  const merge = tags
    .command('merge')
    .description('merge a tag into another: assets, other names and rules move. Cannot be undone; without --yes it only says what would move')
    .argument('<tag>', 'the one that goes')
    .argument('<into>')
    .option('--yes', 'do it');
  described(merge, ['tags merge kitty cat', 'tags merge kitty cat --yes']).action((tag: string, into: string, options: CommonOptions & { yes?: boolean }) =>
    act(options, async ({ run, config, library, logger }) => {
      const { previewMerge, requestMerge } = await import('../../curate/tags/request-tag-task.ts');
      const [from, to] = [await tagNamed(library.catalog, tag), await tagNamed(library.catalog, into)];
      const preview = await previewMerge(library.catalog, from.id, to.id);
      const line = `${printable(from.name)} → ${printable(to.name)}: ${number(preview.assets)} assets (${number(preview.both)} have both), ${preview.aliases} other names, ${preview.implications} rules`;
      if (options.yes !== true) {
        run.output.result({ ...preview, merged: false }, () => [line, 'Nothing was changed. A merge cannot be taken back. Do it: the same with --yes']);
        return EXIT.ok;
      }
      const task = await requestMerge(library.catalog, from.id, to.id, by());
      const result = await runTask<{ assets: number }>(run, config, library, logger, task);
      run.output.result({ ...preview, merged: true, task, moved: result.assets }, () => [line, `Merged; ${number(result.assets)} assets changed.`]);
      return EXIT.ok;
    }),
  );
}

function addPrune(tags: Command, act: Act): void {
  const prune = tags
    .command('prune')
    .description(
      'delete the tags that nothing bears. Those with a note, a category, other names or rules stay, and so do those that a person made or a list brought. Cannot be undone',
    )
    .option('--all', 'those too; only what a person said no to somewhere stays')
    .option('--dry-run', 'only say how many');
  described(prune, ['tags prune --dry-run', 'tags prune', 'tags prune --all']).action((options: CommonOptions & { all?: boolean; dryRun?: boolean }) =>
    act(options, async ({ run, config, library, logger }) => {
      const { previewPrune, requestPrune } = await import('../../curate/tags/prune-tags.ts');
      const all = options.all === true;
      if (options.dryRun === true) {
        const { unused, kept } = await previewPrune(library.catalog);
        run.output.result({ dryRun: true, unused, kept }, () => [
          `${counted(all ? unused + kept : unused)} would be deleted${all || kept === 0 ? '' : `; ${number(kept)} more that nothing bears stay, unless --all is given`}.`,
        ]);
        return EXIT.ok;
      }
      const task = await requestPrune(library.catalog, { all }, by());
      const { tags: gone } = await runTask<{ tags: number }>(run, config, library, logger, task);
      run.output.result({ dryRun: false, task, deleted: gone }, () => [`${counted(gone)} deleted.`]);
      return EXIT.ok;
    }),
  );
}

function addImplications(tags: Command, act: Act): void {
  const imply = tags
    .command('imply')
    .description('a rule: what bears the first tag bears the second too')
    .argument('<tag>')
    .argument('<implied>')
    .option('--undo', 'take the rule back');
  described(imply, ['tags imply kitten cat', 'tags imply kitten cat --undo']).action(
    (tag: string, implied: string, options: CommonOptions & { undo?: boolean }) =>
      act(options, async ({ run, config, library, logger }) => {
        const { addRule, decideRules } = await import('../../curate/tags/rules.ts');
        const { rulesOfTag } = await import('../../catalog/tag-rule-queries.ts');
        const { catalog } = library;
        const [from, to] = [await tagNamed(catalog, tag), await tagNamed(catalog, implied)];
        let task: string | null;
        if (options.undo === true) {
          const rule = (await rulesOfTag(catalog.read, from.id)).find(({ consequent_id }) => consequent_id === to.id);
          if (rule === undefined) throw new AppError('implication-not-found', { detail: `${from.name} → ${to.name}` });
          task = (await decideRules(catalog, [], [rule.id], by())).task;
        } else task = (await addRule(catalog, from.id, to.id, by())).task;
        if (task !== null) await runTask(run, config, library, logger, task);
        run.output.result({ antecedent: from.id, consequent: to.id, active: options.undo !== true }, () => [
          `${printable(from.name)} ${options.undo === true ? 'no longer implies' : 'implies'} ${printable(to.name)}.`,
        ]);
        return EXIT.ok;
      }),
  );
  const suggest = tags
    .command('suggest')
    .description('look for rules in names and in what goes together; they wait on the page Implications')
    .option('--support <number>', 'assets with both tags, at least', '10')
    .option('--confidence <share>', 'their share of those with the first, 0.5 to 1', '0.9');
  described(suggest, ['tags suggest', 'tags suggest --support 50 --confidence 0.98']).action(
    (options: CommonOptions & { support: string; confidence: string }) =>
      act(options, async ({ run, config, library, logger }) => {
        const [minSupport, minConfidence] = [Number(options.support), Number(options.confidence)];
        if (!(Number.isInteger(minSupport) && minSupport >= 2)) throw new AppError('invalid-input', { detail: '--support takes a number from 2' });
        if (!(minConfidence >= 0.5 && minConfidence <= 1)) throw new AppError('invalid-input', { detail: '--confidence takes 0.5 to 1' });
        const { requestSuggestions } = await import('../../curate/tags/request-tag-task.ts');
        const task = await requestSuggestions(library.catalog, { minSupport, minConfidence }, by());
        const result = await runTask<{ tags: number; suggestions: number }>(run, config, library, logger, task);
        run.output.result({ task, ...result }, () => [`${number(result.suggestions)} rules suggested from ${number(result.tags)} tags.`]);
        return EXIT.ok;
      }),
  );
}

function addImport(tags: Command, act: Act): void {
  const command = tags
    .command('import')
    .description('take over a list of tags: CSV of tagger packs, or the dumps tags, tag_aliases and tag_implications of e621; also packed with gzip')
    .argument('<file>')
    .option('--numbers <site>', 'what numbers of categories mean: danbooru or e621 (default: as the list shows)');
  described(command, ['tags import danbooru.csv', 'tags import tags-2026-11-21.csv.gz --numbers e621']).action(
    (file: string, options: CommonOptions & { numbers?: string }) =>
      act(options, async ({ run, config, library, logger }) => {
        const numbers = (['danbooru', 'e621'] as const).find((site) => site === options.numbers);
        if (options.numbers !== undefined && numbers === undefined) throw new AppError('invalid-input', { detail: '--numbers takes danbooru or e621' });
        const { tagListFolder } = await import('../../curate/tags/import-tags.ts');
        const { requestImport } = await import('../../curate/tags/request-tag-task.ts');
        const { durableFolder } = await import('../../ingest/import/received-folder.ts');
        const kept = newId();
        const folder = await durableFolder(config.dataDir, tagListFolder(config.dataDir));
        await copyFile(resolve(file), join(folder, kept)).catch((error: unknown) => {
          throw new AppError(toAppError(error).code, { detail: `${file}: ${(error as Error).message}`, cause: error });
        });
        const task = await requestImport(library.catalog, { file: kept, name: basename(file), numbers }, by());
        const result = await runTask<{ tags: number; aliases: number; implications: number; known: number; bad: number; notes: string[] }>(
          run,
          config,
          library,
          logger,
          task,
        );
        run.output.result({ task, ...result }, () => [
          `${number(result.tags)} tags, ${number(result.aliases)} other names and ${number(result.implications)} rules are new; ${number(result.known)} lines were known.`,
          ...(result.bad > 0 ? [`${number(result.bad)} lines could not be taken over:`, ...result.notes.map((note) => `  ${printable(note)}`)] : []),
        ]);
        return result.bad > 0 ? EXIT.problems : EXIT.ok;
      }),
  );
}

/** By its name or another one. AppError `tag-not-found`. */
async function tagNamed(catalog: Catalog, text: string) {
  const { tagsByName } = await import('../../catalog/tag-queries.ts');
  const { wantedName } = await import('../../curate/tags/edit-tag.ts');
  const name = wantedName(text);
  const names = tagNames(text);
  const found = await tagsByName(catalog.read, names);
  const row = names.map((one) => found.get(one)).find((one) => one !== undefined);
  if (row === undefined) throw new AppError('tag-not-found', { detail: name });
  return row;
}
