import { afterAll, describe } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Engine } from '../../src/catalog/engine.ts';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createPostgresDatabase, postgresMissing } from './postgres.ts';
import { removeTempDir, tempDir } from './temp-dir.ts';

/** A data folder and, on PostgreSQL, the database that goes with it. Several processes may open the same place. */
export interface CatalogPlace {
  readonly engine: Engine;
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

export interface EngineTools {
  readonly engine: Engine;
  /** A fresh data folder with a migrated, empty catalog. */
  newPlace(): Promise<CatalogPlace>;
}

export type OpenCatalog = (place?: CatalogPlace) => Promise<Catalog>;

/**
 * Runs `suite` on SQLite and on PostgreSQL. `open()` gives a fresh migrated catalog; `open(place)` one more connection
 * to a place of `tools.newPlace()`. All are closed and removed after the suite.
 */
export function forEachEngine(name: string, suite: (open: OpenCatalog, tools: EngineTools) => void): void {
  for (const engine of ['sqlite', 'postgres'] as const) {
    const reason = engine === 'postgres' ? postgresMissing() : undefined;
    describe.skipIf(reason !== undefined)(`${name} [${engine}]${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
      const opened: Catalog[] = [];
      const folders: string[] = [];
      const newPlace = async (): Promise<CatalogPlace> => {
        const dataDir = tempDir(engine);
        folders.push(dataDir);
        if (engine === 'postgres') return { engine, dataDir, databaseUrl: await createPostgresDatabase() };
        const catalog = await openCatalog({ dataDir, logger: silentLogger });
        await migrate(catalog);
        await catalog.close();
        return { engine, dataDir };
      };
      const open: OpenCatalog = async (place) => {
        const { dataDir, databaseUrl } = place ?? (await newPlace());
        const catalog = await openCatalog({ dataDir, logger: silentLogger, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
        opened.push(catalog);
        return catalog;
      };
      afterAll(async () => {
        await Promise.allSettled(opened.map((catalog) => catalog.close()));
        folders.forEach(removeTempDir);
      });
      suite(open, { engine, newPlace });
    });
  }
}
