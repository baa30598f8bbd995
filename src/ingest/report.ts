import { basename } from 'node:path';
import type { Catalog } from '../catalog/catalog.ts';
import { listTroubles, type TroubleRow } from '../catalog/trouble-queries.ts';
import { type SessionFileRow, type SessionRow, sessionFiles } from '../catalog/session-queries.ts';
import { ERROR_CATALOG, type ErrorCode } from '../core/error-catalog.ts';
import type { SessionOptions } from '../domain/session.ts';

/** One file of a report. `path` of an upload is its name: where it lay meanwhile says nothing. */
export interface ReportedFile {
  readonly path: string;
  readonly name: string;
  /** Its outcome, or `waiting` or `running` while it has none. */
  readonly outcome: string;
  readonly assetId: number | null;
  readonly bytes: number | null;
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly error: string | null;
  readonly next: string | null;
  readonly finishedAt: string | null;
}

/** Rows read at once; what is held in memory, whatever the session holds. */
const PAGE = 1_000;

/** A JSON object of the session, all its files and what its walk could not read, piece by piece. Files known unread are only counted (`unchanged`). */
export async function* jsonReport(catalog: Catalog, session: SessionRow): AsyncGenerator<string> {
  yield `{"session":${JSON.stringify(summary(session))},"files":[`;
  let first = true;
  for await (const rows of pages(catalog, session.id)) {
    yield `${first ? '' : ','}\n${rows.map((row) => JSON.stringify(reportedFile(row))).join(',\n')}`;
    first = false;
  }
  yield '\n],"unread":[';
  first = true;
  for await (const rows of troubles(catalog, session.id)) {
    yield `${first ? '' : ','}\n${rows.map((row) => JSON.stringify(unreadPlace(row))).join(',\n')}`;
    first = false;
  }
  yield '\n]}\n';
}

const COLUMNS = ['path', 'name', 'outcome', 'assetId', 'bytes', 'attempts', 'errorCode', 'error', 'next', 'finishedAt'] as const;
const TITLES = ['path', 'name', 'outcome', 'asset_id', 'bytes', 'attempts', 'error_code', 'error', 'next_step', 'finished_at'];

/** The same as CSV (RFC 4180), one file a line below a line of titles; what the walk could not read has the outcome `unread`. */
export async function* csvReport(catalog: Catalog, session: SessionRow): AsyncGenerator<string> {
  yield `${TITLES.join(',')}\r\n`;
  for await (const rows of pages(catalog, session.id)) {
    yield rows.map(reportedFile).map(csvLine).join('');
  }
  if (session.folded_at !== null) yield csvLine(foldedNote(session, session.folded_at));
  for await (const rows of troubles(catalog, session.id)) {
    yield rows
      .map((row) =>
        csvLine({ ...unreadPlace(row), name: basename(row.path), outcome: 'unread', assetId: null, bytes: null, attempts: 0, finishedAt: iso(row.at) }),
      )
      .join('');
  }
}

/** Said in the table itself, or somebody takes what is left for all there was. */
function foldedNote({ discovered }: SessionRow, at: number): ReportedFile {
  const error = `The list of its ${discovered} files is no longer kept; only those that failed are listed`;
  const none = { path: '', name: '', assetId: null, bytes: null, attempts: 0, errorCode: null };
  return { ...none, outcome: 'not kept', error, next: 'ingest.keepFileListsDays says how long lists are kept', finishedAt: iso(at) };
}

function csvLine(file: ReportedFile): string {
  return `${COLUMNS.map((column) => csvCell(file[column])).join(',')}\r\n`;
}

/**
 * A file may be called `=HYPERLINK(…)`, and a spreadsheet would run that. Texts that begin like a formula get an
 * apostrophe in front, which spreadsheets take for "this is text".
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

function summary(row: SessionRow): object {
  const { id, source, state, mode, discovered, ingested, duplicate, skipped, failed, quarantined, unchanged, unread, pending } = row;
  const counts = { discovered, ingested, duplicate, skipped, failed, quarantined, unchanged, unread, pending, bytesDone: row.bytes_done };
  const times = {
    createdAt: iso(row.created_at),
    finishedAt: row.finished_at === null ? null : iso(row.finished_at),
    filesFoldedAt: row.folded_at === null ? null : iso(row.folded_at),
  };
  // A report is passed on; the address of a webhook may hold a key.
  const { webhookUrl: _, ...options } = JSON.parse(row.options_json) as SessionOptions;
  return { id, source, state, mode, ...counts, ...times, options, preview: row.preview_json && JSON.parse(row.preview_json) };
}

async function* pages(catalog: Catalog, sessionId: string): AsyncGenerator<SessionFileRow[]> {
  for (let after = 0; ; ) {
    const rows = await sessionFiles(catalog, sessionId, undefined, after, PAGE);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.id;
  }
}

async function* troubles(catalog: Catalog, sessionId: string): AsyncGenerator<TroubleRow[]> {
  for (let after = ''; ; ) {
    const rows = await listTroubles(catalog.read, sessionId, after, PAGE);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.path;
  }
}

function unreadPlace({ path, code, detail }: TroubleRow) {
  return { path, ...reasonOf(code, detail) };
}

function reasonOf(code: string | null, detail: string | null): Pick<ReportedFile, 'errorCode' | 'error' | 'next'> {
  const entry = code !== null && Object.hasOwn(ERROR_CATALOG, code) ? ERROR_CATALOG[code as ErrorCode] : undefined;
  return { errorCode: code, error: code === null ? null : [entry?.title ?? code, detail].filter(Boolean).join(': '), next: entry?.next ?? null };
}

function reportedFile(row: SessionFileRow): ReportedFile {
  const payload = JSON.parse(row.payload_json) as { path?: string; source?: string; origin?: string };
  return {
    path: payload.origin ?? (payload.source === 'upload' ? row.name : (payload.path ?? row.name)),
    name: row.name,
    outcome: row.outcome ?? (row.state === 'running' ? 'running' : 'waiting'),
    assetId: row.asset_id,
    bytes: row.bytes,
    attempts: row.attempt,
    ...reasonOf(row.error_code, row.error_detail),
    finishedAt: row.finished_at === null ? null : iso(row.finished_at),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
