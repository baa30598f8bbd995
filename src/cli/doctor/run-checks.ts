import { opendir } from 'node:fs/promises';
import type { LoadedConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { toAppError } from '../../core/errors.ts';
import { silentLogger } from '../../core/logger.ts';
import type { CliWiring } from '../wiring.ts';
import { type CheckResult, result } from './check.ts';
import { checkClock, checkDataFolder, checkPostgres, checkRoots, checkSqlite } from './data-checks.ts';
import { checkExifTool } from './exiftool-check.ts';
import { checkDisk, checkNode, checkOpenFiles, checkWatches } from './machine-checks.ts';
import { checkFormats } from './format-checks.ts';
import { checkPort } from './port-check.ts';

/** Counting stops here: more folders than any watcher limit in use. */
const MAX_FOLDERS = 100_000;

/** Every check in turn; none throws. Without valid settings only the machine itself can be looked at. */
export async function runChecks(load: () => Promise<LoadedConfig>, wiring: CliWiring): Promise<CheckResult[]> {
  const checks: CheckResult[] = [checkNode()];
  let config: Config;
  try {
    const loaded = await load();
    config = loaded.config;
    checks.push(
      loaded.warnings.length === 0
        ? result('settings', 'ok', 'valid')
        : result('settings', 'warn', loaded.warnings.join('; '), 'magpie config print --sources'),
    );
  } catch (error) {
    const { message, entry } = toAppError(error);
    return [...checks, result('settings', 'fail', message, entry.next), ...(await checkFormats())];
  }
  const folder = await checkDataFolder(config);
  checks.push(folder);
  if (folder.status !== 'fail') {
    checks.push(await checkSqlite(config, wiring, silentLogger), await checkDisk(config.dataDir), await checkClock(config));
    if (config.databaseUrl !== undefined) checks.push(await checkPostgres(config, wiring, silentLogger));
  }
  checks.push(
    await checkWatches(await countFolders(config.inbox)),
    await checkOpenFiles(),
    await checkPort(config),
    ...(await checkRoots(config)),
    ...(await checkFormats()),
    await checkExifTool(),
  );
  return checks;
}

async function countFolders(root: string): Promise<number> {
  let count = 0;
  const waiting = [root];
  for (let path = waiting.pop(); path !== undefined && count < MAX_FOLDERS; path = waiting.pop()) {
    try {
      for await (const entry of await opendir(path)) if (entry.isDirectory()) waiting.push(`${path}/${entry.name}`);
      count += 1;
    } catch {
      // Not made yet, or not ours to read: nothing to watch there either.
    }
  }
  return count;
}
