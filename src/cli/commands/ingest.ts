import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError, toAppError } from '../../core/errors.ts';
import type { SessionOptions, StorageMode } from '../../domain/session.ts';
import { checkWebhookUrl } from '../../ingest/webhook-url.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';

interface IngestOptions extends CommonOptions {
  readonly copy?: boolean;
  readonly move?: boolean;
  readonly reference?: boolean;
  readonly recursive: boolean;
  readonly pattern?: string;
  readonly maxFiles?: string;
  readonly parallel?: string;
  readonly skipExisting: boolean;
  readonly dryRun?: boolean;
  readonly webhook?: string;
  readonly exif: boolean;
  readonly generation: boolean;
  readonly keywords: boolean;
  readonly scores: boolean;
}

export function addIngest(program: Command, context: CliContext): void {
  const command = program
    .command('ingest')
    .description('take files, whole folders or pictures by their address into the library; run again to continue or to take in what is new')
    .argument('<path...>', 'files or folders, or http and https addresses')
    .option('--copy', 'store a copy, leave the source alone (default)')
    .option('--move', 'store it and remove the source once it is safely stored')
    .option('--reference', 'leave the bytes where they are, store only what is known about them')
    .option('--pattern <globs>', "only names that match, such as '*.png|*.jpg', with their sidecars")
    .option('--no-recursive', 'do not go into subfolders')
    .option('--max-files <number>', 'stop finding files after this many')
    .option('--parallel <number>', "files under way at once: a number, 'sequential' or 'auto'", 'auto')
    .option('--skip-existing', 'skip files known by path, size and time without reading them (default)', true)
    .option('--no-skip-existing', 'read all files again')
    .option('--no-exif', 'keep nothing that is written in the files themselves: camera, time, place, texts')
    .option('--no-generation', 'do not keep how pictures were generated')
    .option('--no-keywords', 'keep no keywords of files, sidecars and prompts')
    .option('--no-scores', 'keep no stars of files and sidecars')
    .option('--dry-run', 'only look: print what would be taken in')
    .option('--webhook <url>', 'send the signed result to this address when it is done');
  described(command, [
    'ingest ~/Pictures',
    'ingest /media/card --move --pattern "*.jpg|*.png"',
    'ingest /mnt/archive --reference --json',
    'ingest ~/Pictures --dry-run',
    'ingest ~/Scans --no-keywords --no-scores',
    'ingest https://example.org/photo.jpg https://example.org/album.zip',
  ]).action((paths: string[], options: IngestOptions) =>
    runCommand(context, options, async (run) => {
      const session = paths.some(isAddress) ? { urls: onlyAddresses(paths, options) } : await sessionOptions(paths, options);
      const { config } = await run.load({}, 'quiet');
      const { reportIngest, runIngest } = await import('../ingest/run-ingest.ts');
      return run.withLibrary(config, { create: true }, async (library, logger) =>
        reportIngest(run, library, await runIngest(run, config, library, logger, session)),
      );
    }),
  );
}

const METADATA = ['exif', 'generation', 'keywords', 'scores'] as const;

function isAddress(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

/** Addresses are fetched, which no option of a scan says anything about. */
function onlyAddresses(paths: readonly string[], options: IngestOptions): readonly string[] {
  if (!paths.every(isAddress)) throw new AppError('invalid-input', { detail: 'Give either addresses or files and folders, not both at once' });
  const { copy, move, reference, pattern, maxFiles, dryRun, webhook } = options;
  const no = Object.fromEntries(METADATA.map((name) => [`no-${name}`, options[name] ? undefined : true]));
  const asked = { copy, move, reference, pattern, 'max-files': maxFiles, 'dry-run': dryRun, webhook, ...no };
  const given = Object.entries(asked).find(([, value]) => value !== undefined);
  if (given) throw new AppError('invalid-input', { detail: `--${given[0]} does not go with addresses` });
  return paths;
}

async function sessionOptions(paths: readonly string[], options: IngestOptions): Promise<SessionOptions> {
  const absolute = [...new Set(paths.map((path) => resolve(path)))].sort();
  for (const path of absolute) {
    await stat(path).catch((cause: unknown) => {
      const known = toAppError(cause);
      throw known.code === 'permission-denied' ? known : new AppError('folder-not-found', { detail: path, cause });
    });
  }
  const maxFiles = options.maxFiles === undefined ? undefined : Number(options.maxFiles);
  if (maxFiles !== undefined && (!Number.isInteger(maxFiles) || maxFiles < 1))
    throw new AppError('invalid-input', { detail: '--max-files takes a whole number from 1' });
  return {
    paths: absolute,
    mode: modeOf(options),
    recursive: options.recursive,
    ...(options.pattern === undefined ? {} : { pattern: options.pattern }),
    ...(maxFiles === undefined ? {} : { maxFiles }),
    ...parallelOf(options.parallel ?? 'auto'),
    ...(options.skipExisting ? {} : { skipExisting: false }),
    ...(options.dryRun === true ? { dryRun: true } : {}),
    ...(METADATA.every((name) => options[name])
      ? {}
      : { metadata: Object.fromEntries(METADATA.filter((name) => !options[name]).map((name) => [name, false])) }),
    ...(options.webhook === undefined ? {} : { webhookUrl: checkWebhookUrl(options.webhook, '--webhook') }),
  };
}

function parallelOf(asked: string): { parallel?: number } {
  if (asked === 'auto') return {};
  const parallel = asked === 'sequential' ? 1 : Number(asked);
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 256)
    throw new AppError('invalid-input', { detail: "--parallel takes a number from 1 to 256, 'sequential' or 'auto'" });
  return { parallel };
}

function modeOf(options: IngestOptions): StorageMode {
  const given = (['copy', 'move', 'reference'] as const).filter((mode) => options[mode] === true);
  if (given.length > 1) throw new AppError('invalid-input', { detail: `Choose one of ${given.map((mode) => `--${mode}`).join(' and ')}` });
  return given[0] ?? 'copy';
}
