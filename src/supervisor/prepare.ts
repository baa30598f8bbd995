import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { assertBindAllowed } from '../auth/bind-rule.ts';
import { hasPassword } from '../auth/password.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { ensureLanes } from '../catalog/lane-queries.ts';
import { migrate } from '../catalog/migrate.ts';
import { openCatalog } from '../catalog/open.ts';
import { liveProcesses } from '../catalog/processes.ts';
import { startCheckpointer } from '../catalog/sqlite/checkpointer.ts';
import type { Config } from '../config/schema.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { recoverOrphans } from '../jobs/recovery.ts';
import { type LockHolder, lockDataFolder } from './data-lock.ts';
import { serviceUrl } from './service-url.ts';

const FOLDERS = ['originals', 'derived', 'trash', 'models', 'tmp/uploads'];

export interface Prepared {
  readonly catalog: Catalog;
  /** The settings with the port that was chosen. */
  readonly config: Config;
  /** Closes the catalog and gives the data folder back. */
  release(): Promise<void>;
}

/**
 * Everything that must hold before a process is started: folders, the data folder is ours, the port is free, the schema is
 * up to date, the address is allowed, and what dead processes left behind is free again. `serves` false (only workers):
 * no address, and no lock, because ingest processes may join others on one data folder at any time.
 */
export async function prepare(wanted: Config, serves: boolean, logger: Logger): Promise<Prepared> {
  makeFolders(wanted);
  const catalog = await openCatalog({ databaseUrl: wanted.databaseUrl, dataDir: wanted.dataDir, logger });
  let unlock = (): void => {};
  try {
    const port = serves ? await choosePort(wanted.host, wanted.port) : wanted.port;
    const config = { ...wanted, port: port ?? wanted.port };
    if (serves && catalog.engine === 'sqlite') unlock = await lockDataFolder(config.dataDir, serviceUrl(config), (holder) => beatsElsewhere(catalog, holder));
    // After the lock: a second start on one data folder should hear that, not that its port is taken.
    if (port === undefined) throw new AppError('port-in-use', { detail: `port ${wanted.port} on ${wanted.host} is taken by another program` });
    await migrate(catalog);
    await ensureLanes(catalog);
    if (serves) assertBindAllowed(config.host, await hasPassword(catalog));
    const freed = await recoverOrphans(catalog, hostname(), Date.now());
    if (freed > 0) logger.info({ jobs: freed }, 'continuing what an earlier run left unfinished');
    const stopCheckpoints = catalog.engine === 'sqlite' ? startCheckpointer(join(config.dataDir, 'catalog.db')) : undefined;
    return {
      catalog,
      config,
      release: async () => {
        await stopCheckpoints?.();
        await catalog.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    await catalog.close();
    throw error;
  }
}

/** A holder on another host or in another container is alive when its row in the catalog is fresh. */
async function beatsElsewhere(catalog: Catalog, holder: LockHolder): Promise<boolean> {
  const rows = await liveProcesses(catalog, Date.now());
  return rows.some((row) => row.host === holder.host && row.pid === holder.pid);
}

function makeFolders(config: Config): void {
  const folders = [config.dataDir, config.inbox, ...FOLDERS.map((name) => join(config.dataDir, name))];
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
    } catch (error) {
      throw new AppError(toAppError(error).code, { detail: `${folder}: ${(error as Error).message}`, cause: error });
    }
  }
}

/**
 * The port itself when it is free, a free one for 0, undefined when it is taken. Chosen before anything is started, so
 * that a taken port is said at once and a replaced web process finds the same one.
 */
async function choosePort(host: string, port: number): Promise<number | undefined> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else if (error.code === 'EACCES')
        reject(new AppError('permission-denied', { detail: `this user may not listen on port ${port}; ports below 1024 need a privilege`, cause: error }));
      else reject(new AppError('invalid-config', { detail: `cannot listen on ${host}: ${error.message}`, cause: error }));
    });
    probe.listen({ host, port, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
