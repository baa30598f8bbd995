import { once } from 'node:events';
import type { Catalog } from '../../catalog/catalog.ts';
import type { SessionRow } from '../../catalog/session-queries.ts';
import { csvReport, jsonReport } from '../../ingest/report.ts';

/** Writes a report to standard output, no faster than it is read. */
export async function printReport(catalog: Catalog, session: SessionRow, format: 'csv' | 'json'): Promise<void> {
  let closed = false;
  // A reader such as head has seen enough.
  process.stdout.on('error', () => (closed = true));
  for await (const text of format === 'csv' ? csvReport(catalog, session) : jsonReport(catalog, session)) {
    if (closed) return;
    if (!process.stdout.write(text)) await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]).catch(() => {});
  }
}
