import { access, constants, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineVersion } from '../../catalog/verify-queries.ts';
import type { Config } from '../../config/schema.ts';
import { toAppError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { CliWiring } from '../wiring.ts';
import { type CheckResult, result } from './check.ts';

/** Made when missing, writable, and everything at its top belongs to who runs this. */
export async function checkDataFolder(config: Config): Promise<CheckResult> {
  const { dataDir } = config;
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    const uid = process.getuid?.();
    const foreign: string[] = [];
    for (const name of await readdir(dataDir)) {
      const owner = (await stat(join(dataDir, name)).catch(() => undefined))?.uid;
      if (uid !== undefined && owner !== undefined && owner !== uid) foreign.push(name);
    }
    if (foreign.length > 0)
      return result('data-folder', 'warn', `${foreign.join(', ')} in ${dataDir} belong to another user`, `sudo chown -R $(id -u):$(id -g) ${dataDir}`);
    return result('data-folder', 'ok', `${dataDir} is writable`);
  } catch (error) {
    return result(
      'data-folder',
      'fail',
      `${dataDir}: ${toAppError(error).message}`,
      `sudo chown -R $(id -u):$(id -g) ${dataDir}, or choose another folder with --data`,
    );
  }
}

/** A database made, written, read and removed in the data folder itself: finds file systems SQLite cannot lock on. */
export async function checkSqlite(config: Config, wiring: CliWiring, logger: Logger): Promise<CheckResult> {
  const folder = await mkdtemp(join(config.dataDir, '.doctor-'));
  const { databaseUrl: _unused, ...local } = config;
  try {
    const library = await wiring.openLibrary({ ...local, dataDir: folder } as Config, logger);
    try {
      return result('sqlite', 'ok', `${await engineVersion(library.catalog)}, a test catalog was written and read`);
    } finally {
      await library.close();
    }
  } catch (error) {
    return result(
      'sqlite',
      'fail',
      `a test catalog could not be written: ${toAppError(error).message}`,
      'Put the data folder on a local disk (not a network share), or use PostgreSQL',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function checkPostgres(config: Config, wiring: CliWiring, logger: Logger): Promise<CheckResult> {
  try {
    const library = await wiring.openLibrary(config, logger);
    try {
      return result('postgres', 'ok', await engineVersion(library.catalog));
    } finally {
      await library.close();
    }
  } catch (error) {
    return result(
      'postgres',
      'fail',
      toAppError(error).message,
      'Check that the server runs and that DATABASE_URL is right: psql "$DATABASE_URL" -c "select 1"',
    );
  }
}

/** The clock of this machine against that of the disk, which may be another machine's, and against good sense. */
export async function checkClock(config: Config): Promise<CheckResult> {
  if (Date.now() < Date.UTC(2025, 0)) return result('clock', 'fail', `the clock says ${new Date().toISOString()}`, 'sudo timedatectl set-ntp true');
  const path = join(config.dataDir, `.doctor-clock-${process.pid}`);
  await writeFile(path, '');
  const skew = Math.abs((await stat(path)).mtimeMs - Date.now());
  await rm(path, { force: true });
  if (skew > 2_000)
    return result(
      'clock',
      'warn',
      `the disk's clock differs by ${Math.round(skew / 1000)} s`,
      'Set the clocks of both machines by NTP: sudo timedatectl set-ntp true',
    );
  return result('clock', 'ok', new Date().toISOString());
}

export async function checkRoots(config: Config): Promise<CheckResult[]> {
  const checks: CheckResult[] = [];
  for (const { path: root } of config.roots) {
    const problem = await access(root, constants.R_OK | constants.X_OK).then(
      () => undefined,
      (error: unknown) => toAppError(error),
    );
    checks.push(
      problem === undefined
        ? result('root', 'ok', `${root} is readable`)
        : result('root', 'warn', `${root}: ${problem.message}`, `Mount it, or remove it from roots in ${config.dataDir}/config.yml`),
    );
  }
  return checks;
}
