import type { Catalog } from '../../src/catalog/catalog.ts';
import type { CatalogPlace } from '../support/catalogs.ts';
import { type RunningMagpie, startMagpie } from './running-magpie.ts';

/** `magpie start` on a place of forEachEngine: one web process, the monitor, `workers` ingest processes; never a rescan. */
export function startOn(place: CatalogPlace, workers: number, env: Readonly<Record<string, string>> = {}): RunningMagpie {
  return startMagpie(['start', '--data', place.dataDir, '--port', '0'], { ...settingsOf(place), MAGPIE_INGEST_WORKERS: String(workers), ...env });
}

/** Settings of the real program for a place, by environment. */
export function settingsOf(place: CatalogPlace): Record<string, string> {
  return {
    MAGPIE_WEB_WORKERS: '1',
    MAGPIE_MONITOR_SETTLE_MS: '300',
    MAGPIE_MONITOR_RESCAN_SECONDS: '3600',
    ...(place.databaseUrl === undefined ? {} : { DATABASE_URL: place.databaseUrl }),
  };
}

/** Row id and pid of every ingest process, as the catalog has them. */
export async function workerProcesses(catalog: Catalog): Promise<Array<{ id: string; pid: number }>> {
  return catalog.read.selectFrom('process').select(['id', 'pid']).where('role', '=', 'worker').orderBy('id').execute();
}
