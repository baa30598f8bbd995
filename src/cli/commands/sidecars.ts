import { resolve } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import { AppError } from '../../core/errors.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

type ExportOptions = CommonOptions & { to: string; form: string; all?: boolean };
const SHOWN = 20;

export function addSidecars(program: Command, context: CliContext): void {
  const group = program.command('sidecars').description('files beside pictures that say what is known of them (XMP, JSON)');
  const command = group
    .command('export')
    .argument('[id...]', 'ids of assets; or --all')
    .description('write what is known of assets into sidecars; what else stands in them stays')
    .option('--to <where>', 'a folder; or beside: next to files that were left where they are, for the others sidecars/ of the data folder', 'beside')
    .option('--form <form>', 'xmp: everything known; json: score, favourite and content rating, as photo.jpg.json', 'xmp')
    .option('--all', 'every asset that is not in the trash');
  described(command, ['sidecars export 12 13', 'sidecars export --all --to ~/sidecars', 'sidecars export --all --form json']).action(
    (ids: string[], options: ExportOptions) =>
      runCommand(context, options, async (run) => {
        const chosen = ids.map(Number);
        if (chosen.some((id) => !Number.isSafeInteger(id) || id < 1)) throw new AppError('invalid-input', { detail: 'ids are whole numbers above 0' });
        if ((chosen.length === 0) !== (options.all === true)) throw new AppError('invalid-input', { detail: 'name ids of assets, or --all' });
        const { form } = options;
        if (form !== 'xmp' && form !== 'json') throw new AppError('invalid-input', { detail: '--form takes xmp or json' });
        const { config } = await run.load({}, 'quiet');
        const [{ exportSidecars }, { ExifToolReader, perlVersion }] = await Promise.all([
          import('../../enrich/export-sidecars.ts'),
          import('../../media/metadata/exiftool.ts'),
        ]);
        if (form === 'xmp' && (await perlVersion()) === undefined)
          throw new AppError('exiftool-missing', { detail: 'Sidecars are written by exiftool, which needs perl. On Debian: sudo apt install perl' });
        const exiftool = new ExifToolReader();
        try {
          const { written, empty, failed } = await run.withLibrary(config, { create: false }, ({ catalog }) =>
            exportSidecars(
              { catalog, exiftool, dataDir: config.dataDir },
              { form, to: options.to === 'beside' ? 'beside' : resolve(options.to), ...(options.all === true ? {} : { ids: chosen }) },
            ),
          );
          const troubles = failed.map(({ asset, error }) => ({ asset, code: error.code, message: error.message }));
          run.output.result({ written, empty, failed: troubles.length, troubles }, () => [
            `${written} sidecars written${empty === 0 ? '' : `; of ${empty} assets nothing is known that a sidecar says`}`,
            ...troubles.slice(0, SHOWN).map(({ asset, message }) => `${pc.red('✗')} asset ${asset}: ${message}`),
          ]);
          return troubles.length === 0 ? EXIT.ok : EXIT.problems;
        } finally {
          await exiftool.end();
        }
      }),
  );
}
