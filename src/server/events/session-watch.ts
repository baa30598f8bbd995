import type { Catalog } from '../../catalog/catalog.ts';
import type { Clock } from '../../core/clock.ts';
import { type SessionRow, sessionsToWatch } from '../../catalog/session-queries.ts';
import { type Place, waitingReasons } from '../views/waiting.ts';

/** Tells which sessions changed since it was last asked. */
export class SessionWatch {
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  readonly #place: Place;
  #shown = new Map<string, string>();
  #unfinished: string[] = [];

  constructor(catalog: Catalog, clock: Clock, place: Place) {
    this.#catalog = catalog;
    this.#clock = clock;
    this.#place = place;
  }

  async changed(): Promise<SessionRow[]> {
    const rows = await sessionsToWatch(this.#catalog, this.#unfinished);
    const before = this.#shown;
    const waiting = await waitingReasons(this.#catalog, rows, this.#clock(), this.#place);
    this.#shown = new Map(rows.map((row) => [row.id, `${fingerprint(row)}|${waiting.get(row.id)?.code ?? ''}`]));
    this.#unfinished = rows.filter(isUnfinished).map((row) => row.id);
    return rows.filter((row) => before.get(row.id) !== this.#shown.get(row.id));
  }
}

export function isUnfinished(row: SessionRow): boolean {
  return row.state === 'discovering' || row.state === 'running';
}

function fingerprint(row: SessionRow): string {
  const counts = [row.discovered, row.pending, row.ingested, row.duplicate, row.skipped, row.failed, row.quarantined, row.bytes_done];
  return [row.state, row.paused, ...counts, row.current_name, row.webhook_state, row.webhook_error, row.preview_json].join('|');
}
