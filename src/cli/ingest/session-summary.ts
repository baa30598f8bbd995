import pc from 'picocolors';
import type { Catalog } from '../../catalog/catalog.ts';
import { sessionFiles, type SessionRow } from '../../catalog/session-queries.ts';
import { listTroubles } from '../../catalog/trouble-queries.ts';
import { ERROR_CATALOG, type ErrorCode } from '../../core/error-catalog.ts';
import type { SessionPreview } from '../../domain/session.ts';
import { bytes, files, seconds } from '../format.ts';

/** What scripts get: docs/cli.md shows it, test/golden holds it. */
export interface IngestResult {
  readonly session: string;
  readonly discovered: number;
  readonly ingested: number;
  readonly duplicate: number;
  readonly skipped: number;
  readonly failed: number;
  readonly quarantined: number;
  readonly seconds: number;
  /** Folders and names that the walk could not read; absent when there were none. */
  readonly unread?: number;
  /** Of a dry run only. */
  readonly preview?: SessionPreview;
}

export function ingestResult(row: SessionRow, elapsedSeconds: number): IngestResult {
  const { id, discovered, ingested, duplicate, skipped, failed, quarantined, unread } = row;
  return {
    session: id,
    discovered,
    ingested,
    duplicate,
    skipped,
    failed,
    quarantined,
    seconds: Math.round(elapsedSeconds * 100) / 100,
    ...(unread > 0 ? { unread } : {}),
    ...previewOf(row),
  };
}

function previewOf(row: SessionRow): { preview?: SessionPreview } {
  return row.preview_json === null ? {} : { preview: JSON.parse(row.preview_json) as SessionPreview };
}

/** The table of a dry run. */
export function previewLines({ files: count, bytes: size, unchanged, endings }: SessionPreview): string[] {
  const lines = [`${files(count)}, ${bytes(size)}: nothing was taken in (dry run)`];
  const wide = Math.max(7, ...endings.map(({ ending }) => ending.length + 1));
  for (const one of endings)
    lines.push(
      `  ${(one.ending === '' ? '(none)' : `.${one.ending}`).padEnd(wide)} ${one.files.toLocaleString('en').padStart(9)}  ${bytes(one.bytes).padStart(8)}`,
    );
  if (unchanged > 0) lines.push(`  ${unchanged.toLocaleString('en')} of them unchanged since last time: they would be skipped`);
  return lines;
}

/** The totals, then the first files that did not come in, each with its reason and what to do. */
export async function summaryLines(catalog: Catalog, row: SessionRow, elapsedSeconds: number): Promise<string[]> {
  const { preview } = previewOf(row);
  if (preview) return [...previewLines(preview), ...(await unreadLines(catalog, row))];
  const bad = row.failed + row.quarantined + row.unread;
  const mark = bad > 0 ? pc.yellow('!') : pc.green('✓');
  const lines = [`${mark} ${files(row.discovered)} in ${seconds(elapsedSeconds)}, ${bytes(row.bytes_done)} read`];
  const counts: [string, number][] = [
    ['new', row.ingested],
    ['known already (duplicates)', row.duplicate],
    ['unchanged since last time', row.unchanged],
    ['skipped', row.skipped - row.unchanged],
    ['failed', row.failed],
    ['set aside', row.quarantined],
    ['folders or names that could not be read', row.unread],
  ];
  for (const [label, count] of counts) if (count > 0) lines.push(`  ${count.toLocaleString('en').padStart(9)}  ${label}`);
  if (row.discovered + row.unread === 0) lines.push('  There is no file in it. Links, hidden files and folders, and what .magpieignore names are left out.');
  lines.push(...(await reasons(catalog, row.id)), ...(await unreadLines(catalog, row)));
  return lines;
}

/** What the walk could not read, each with its reason and what to do. */
export async function unreadLines(catalog: Catalog, { id, unread }: SessionRow): Promise<string[]> {
  if (unread === 0) return [];
  const rows = await listTroubles(catalog.read, id, '', SHOWN);
  const lines = rows.flatMap(({ path, code }) => {
    const entry = ERROR_CATALOG[code as ErrorCode];
    return ['', `  ${pc.red('✗')} ${path}`, `    ${entry?.title ?? code}`, ...(entry ? [`    ${pc.cyan('→')} ${entry.next}`] : [])];
  });
  if (unread > rows.length) lines.push('', `  … and ${unread - rows.length} more that could not be read: magpie sessions report ${id}`);
  return lines;
}

const SHOWN = 10;

async function reasons(catalog: Catalog, sessionId: string): Promise<string[]> {
  const rows = await sessionFiles(catalog, sessionId, ['failed', 'quarantined', 'skipped'], 0, SHOWN + 1);
  const lines: string[] = [];
  for (const row of rows.slice(0, SHOWN)) {
    const entry = row.error_code === null ? undefined : ERROR_CATALOG[row.error_code as ErrorCode];
    lines.push('', `  ${row.outcome === 'skipped' ? pc.dim('–') : pc.red('✗')} ${(JSON.parse(row.payload_json) as { path?: string }).path ?? row.name}`);
    lines.push(
      `    ${entry?.title ?? row.error_code ?? row.outcome}${row.error_detail === null || row.error_detail.includes(row.name) ? '' : `: ${row.error_detail}`}`,
    );
    if (entry) lines.push(`    ${pc.cyan('→')} ${entry.next}`);
  }
  if (rows.length > SHOWN) lines.push('', `  … and more. See them all on the session page, or: magpie explain PATH`);
  return lines;
}
