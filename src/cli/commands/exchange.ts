import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Catalog } from '../../catalog/catalog.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { writeOutput } from '../write-output.ts';

export function addExport(program: Command, context: CliContext): void {
  const command = program
    .command('export')
    .description('write tags, aliases, implications and what was said of each asset as JSON lines, with a checksum at the end; not the pictures')
    .option('--out <file>', 'where to (default: standard output)')
    .option('--force', 'replace the file that is there');
  described(command, ['export --out library.jsonl', 'export --out library.jsonl --force', 'export | gzip > library.jsonl.gz']).action(
    (options: CommonOptions & { readonly out?: string; readonly force?: boolean }) =>
      runCommand(context, options, async (run) => {
        const { config } = await run.load({}, 'quiet');
        const lines = await run.withLibrary(config, { create: false }, ({ catalog }) =>
          options.out === undefined ? printExport(catalog) : writeExport(catalog, resolve(options.out), options.force === true),
        );
        if (options.out !== undefined) run.output.result({ lines, file: resolve(options.out) }, () => [`${lines} lines in ${options.out}`]);
        return EXIT.ok;
      }),
  );
}

export function addImport(program: Command, context: CliContext): void {
  const command = program
    .command('import')
    .description('take in what others said of your pictures: an export of Magpie, posts of a booru as JSON, sidecars of gallery-dl or Hydrus')
    .argument('<path>', 'a file, or a folder of .json and .txt files')
    .option('--dry-run', 'only say what it would do');
  described(command, ['import library.jsonl', 'import szurubooru-posts.json --dry-run', 'import ~/gallery-dl/danbooru']).action(
    (path: string, options: CommonOptions & { readonly dryRun?: boolean }) =>
      runCommand(context, options, async (run) => {
        const { config } = await run.load({}, 'quiet');
        const { importPath } = await import('../../curate/exchange/import-path.ts');
        const { COUNTED } = await import('../../curate/exchange/import-report.ts');
        const dryRun = options.dryRun === true;
        const report = await run.withLibrary(config, { create: false }, ({ catalog }) =>
          importPath(catalog, resolve(path), { dryRun, now: Date.now(), actor: 'cli', onProgress: (done) => run.output.note(`${done} …`) }),
        );
        run.output.result({ ...report, dryRun }, () => [
          `${report.assets} pictures are spoken of, ${report.known} of them are here${dryRun ? '' : `, ${report.changed} became different`}.`,
          ...COUNTED.filter((kind) => report[kind] + report.already[kind] > 0).map(
            (kind) => `${kind}: ${report[kind]} ${dryRun ? 'would be new' : 'new'}, ${report.already[kind]} here already`,
          ),
          ...report.passedOver.map((what) => `! ${what}`),
          ...(report.unknown.length === 0 ? [] : [`Not here, for instance: ${report.unknown.slice(0, 5).join(', ')}. Add the pictures and import again.`]),
          ...(dryRun ? ['Nothing was written.'] : []),
        ]);
        return EXIT.ok;
      }),
  );
}

async function printExport(catalog: Catalog): Promise<number> {
  const { exportLibrary } = await import('../../curate/exchange/export-library.ts');
  let closed = false;
  let lines = 0;
  // A reader such as head has seen enough.
  process.stdout.on('error', () => (closed = true));
  for await (const line of exportLibrary(catalog, Date.now())) {
    if (closed) break;
    lines += 1;
    if (!process.stdout.write(line)) await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]).catch(() => {});
  }
  return lines;
}

async function writeExport(catalog: Catalog, path: string, replace: boolean): Promise<number> {
  const { exportLibrary } = await import('../../curate/exchange/export-library.ts');
  return writeOutput(path, replace, exportLibrary(catalog, Date.now()));
}
