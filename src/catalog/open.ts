import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { Catalog } from './catalog.ts';

export interface OpenOptions {
  /** `postgres://…`; absent = SQLite in the data folder. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  readonly logger: Logger;
}

/** Opens the catalog the settings name. The schema is not touched; see migrate. */
export async function openCatalog(options: OpenOptions): Promise<Catalog> {
  const url = options.databaseUrl;
  // Imported only where used: each driver costs tens of milliseconds of start-up.
  if (url !== undefined && url !== '') {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new AppError('invalid-config', { detail: 'databaseUrl (DATABASE_URL) takes a postgres:// address' });
    const { PostgresCatalog } = await import('./postgres/postgres-catalog.ts');
    const catalog = new PostgresCatalog(url, options.logger);
    // Now rather than at the first query: whoever starts Magpie should hear that the server is away, and where.
    await catalog.assertReachable();
    return catalog;
  }
  mkdirSync(options.dataDir, { recursive: true });
  const { SqliteCatalog } = await import('./sqlite/sqlite-catalog.ts');
  return new SqliteCatalog(join(options.dataDir, 'catalog.db'));
}
