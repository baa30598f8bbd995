import type { Command } from 'commander';
import pc from 'picocolors';
import { listSessions, type SessionRow } from '../../catalog/session-queries.ts';
import { AppError } from '../../core/errors.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { seconds } from '../format.ts';

export function addSessions(program: Command, context: CliContext): void {
  const command = program.command('sessions').description('list the latest ingest sessions with their totals').option('--limit <number>', 'how many', '10');
  described(command, ['sessions', 'sessions --limit 50 --json']).action((options: CommonOptions & { limit: string }) =>
    runCommand(context, options, async (run) => {
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new AppError('invalid-input', { detail: '--limit takes a number from 1 to 1000' });
      const { config } = await run.load();
      const rows = await run.withLibrary(config, { create: false }, ({ catalog }) => listSessions(catalog, undefined, undefined, limit));
      run.output.result({ sessions: rows.map(toJson) }, () =>
        rows.length === 0 ? ['No ingest has been run yet. Try: magpie ingest PATH'] : rows.flatMap(toLines),
      );
      return EXIT.ok;
    }),
  );
}

function toJson(row: SessionRow): object {
  const { id, source, state, mode, discovered, ingested, duplicate, skipped, failed, quarantined, pending } = row;
  return {
    id,
    source,
    state,
    mode,
    created: new Date(row.created_at).toISOString(),
    discovered,
    ingested,
    duplicate,
    skipped,
    failed,
    quarantined,
    pending,
    seconds: elapsed(row),
  };
}

function toLines(row: SessionRow): string[] {
  const { paths } = JSON.parse(row.options_json) as { paths: string[] };
  const bad = row.failed + row.quarantined;
  const counts = [
    `${row.discovered} found`,
    `${row.ingested} ingested`,
    `${row.duplicate} duplicate`,
    `${row.skipped} skipped`,
    bad > 0 ? pc.red(`${bad} failed`) : '0 failed',
  ];
  if (row.pending > 0) counts.push(`${row.pending} to do`);
  return [
    `${pc.bold(row.id)}  ${row.source}, ${row.state}, ${new Date(row.created_at).toLocaleString()}, ${seconds(elapsed(row))}`,
    `  ${counts.join(' · ')}`,
    ...(paths.length > 0 ? [pc.dim(`  ${paths.join(', ')}`)] : []),
  ];
}

function elapsed(row: SessionRow): number {
  return Math.round(((row.finished_at ?? row.updated_at) - row.created_at) / 100) / 10;
}
