import pc from 'picocolors';
import type { Catalog } from '../../catalog/catalog.ts';
import { activeMs, paceFacts } from '../../catalog/session-pace.ts';
import { type SessionRow, troubleByCode } from '../../catalog/session-queries.ts';
import { ERROR_CATALOG, type ErrorCode } from '../../core/error-catalog.ts';
import { paceOf } from '../../domain/pace.ts';
import type { SessionOptions, SessionPreview } from '../../domain/session.ts';
import { files, seconds } from '../format.ts';
import { previewLines, unreadLines } from '../ingest/session-summary.ts';

/** One session in the list of `magpie sessions --json`. */
export function sessionJson(row: SessionRow): object {
  const { id, source, mode, discovered, ingested, duplicate, skipped, failed, quarantined, unread, pending } = row;
  return {
    id,
    source,
    state: row.state,
    paused: isPaused(row),
    mode,
    created: new Date(row.created_at).toISOString(),
    discovered,
    ingested,
    duplicate,
    skipped,
    failed,
    quarantined,
    unread,
    pending,
    seconds: elapsed(row),
  };
}

export function sessionLines(row: SessionRow): string[] {
  const { paths } = JSON.parse(row.options_json) as SessionOptions;
  const bad = row.failed + row.quarantined;
  const counts = [
    `${row.discovered} found`,
    `${row.ingested} ingested`,
    `${row.duplicate} duplicate`,
    `${row.skipped} skipped`,
    bad > 0 ? pc.red(`${bad} failed`) : '0 failed',
  ];
  if (row.unread > 0) counts.push(pc.red(`${row.unread} unread`));
  if (row.pending > 0) counts.push(`${row.pending} to do`);
  const state = `${isPaused(row) ? pc.yellow('paused') : row.state}${row.dry_run === 1 ? ', dry run' : ''}`;
  return [
    `${pc.bold(row.id)}  ${row.source}, ${state}, ${new Date(row.created_at).toLocaleString()}, ${seconds(elapsed(row))}`,
    `  ${row.preview_json === null ? counts.join(' · ') : `${files((JSON.parse(row.preview_json) as SessionPreview).files)} looked at`}`,
    ...(paths.length > 0 ? [pc.dim(`  ${paths.join(', ')}`)] : []),
  ];
}

/** One session with its options, what is left of it, why files failed, and how its webhook went. */
export async function sessionDetails(catalog: Catalog, row: SessionRow): Promise<{ json: object; lines: string[] }> {
  const options = JSON.parse(row.options_json) as SessionOptions;
  const trouble = await troubleByCode(catalog.read, row.id);
  const preview = row.preview_json === null ? null : (JSON.parse(row.preview_json) as SessionPreview);
  const pace = row.state === 'running' && row.paused === 0 ? paceOf(paceFacts(row), Date.now()) : undefined;
  const webhook = row.webhook_url === null ? null : { state: row.webhook_state ?? 'waiting', error: row.webhook_error };
  const errors = trouble.map(({ code, outcome, files: count }) => ({ code: code ?? 'internal', outcome, files: count }));
  const lines = sessionLines(row);
  if (pace) lines.push(`  ${pace.filesPerSecond.toFixed(1)} files/s, ${seconds(pace.secondsLeft)} left`);
  const { paths: _, ...rest } = options;
  lines.push(
    pc.dim(
      `  ${Object.entries(rest)
        .map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
        .join(' · ')}`,
    ),
  );
  if (preview) lines.push(...previewLines(preview).map((line) => `  ${line}`));
  if (row.folded_at !== null) lines.push(pc.dim('  The list of its files is no longer kept; totals and what failed are (ingest.keepFileListsDays).'));
  if (webhook) lines.push(`  webhook ${webhook.state}${webhook.error === null ? '' : `: ${webhook.error}`}`);
  for (const { code, files: count } of errors) {
    const entry = Object.hasOwn(ERROR_CATALOG, code) ? ERROR_CATALOG[code as ErrorCode] : undefined;
    lines.push(
      '',
      `  ${pc.red('✗')} ${files(count)}: ${entry?.title ?? code} (${code})`,
      `    ${pc.cyan('→')} ${entry?.next ?? 'magpie sessions report shows them'}`,
    );
  }
  lines.push(...(await unreadLines(catalog, row)));
  const etaSeconds = pace === undefined ? null : Math.ceil(pace.secondsLeft);
  return { json: { ...sessionJson(row), etaSeconds, options, preview, webhook, errors }, lines };
}

function isPaused(row: SessionRow): boolean {
  return row.paused === 1 && (row.state === 'discovering' || row.state === 'running');
}

function elapsed(row: SessionRow): number {
  return Math.round(activeMs(row, row.finished_at ?? row.updated_at) / 100) / 10;
}
