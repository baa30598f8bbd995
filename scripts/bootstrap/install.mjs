import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { timed } from './say.mjs';

const LOCKFILE = join(root, 'package-lock.json');
const STAMP = join(root, 'node_modules/.magpie-install');

/** Does node_modules not hold what package-lock.json says? */
export function installIsStale() {
  if (!existsSync(join(root, 'node_modules'))) return true;
  if (readIfThere(STAMP) === stamp()) return false;
  // No stamp of ours, but somebody ran npm himself: what he installed is as good.
  if (!holdsAll()) return true;
  writeFileSync(STAMP, stamp());
  return false;
}

export async function ensureInstalled() {
  if (!installIsStale()) return;
  await timed('Installing packages (once, about half a minute)…', async () => {
    // Not "npm ci": it refuses where a registry lacks an optional package of some other platform.
    await run('npm', ['install', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
  });
  writeFileSync(STAMP, stamp());
}

/** Packages belong to a lock file, a platform and a processor. */
function stamp() {
  return createHash('sha256').update(readFileSync(LOCKFILE)).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** Compares the versions npm says it installed with those of the lock file; packages of other platforms may be missing. */
function holdsAll() {
  const installed = readIfThere(join(root, 'node_modules/.package-lock.json'));
  if (installed === undefined) return false;
  const have = JSON.parse(installed).packages;
  const want = JSON.parse(readFileSync(LOCKFILE, 'utf8')).packages;
  return Object.entries(want).every(([path, entry]) => path === '' || entry.optional === true || have[path]?.version === entry.version);
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
