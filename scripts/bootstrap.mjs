// Runs Magpie from a checkout: installs what is missing, builds what is stale, then hands over to the program.
//   node scripts/bootstrap.mjs <command> [options]   what ./magpie and npm start run
//   node scripts/bootstrap.mjs --ensure              only install and build
//   node scripts/bootstrap.mjs --run FILE [args]     install and build, then run a script on the pinned Node
//   node scripts/bootstrap.mjs --build               build both halves anew, type errors are failures
// Plain JavaScript for the Node of the system (20 or newer) and without packages: there may be none yet.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildIsStale, buildStale } from './bootstrap/build.mjs';
import { ensureInstalled, installIsStale } from './bootstrap/install.mjs';
import { withLock } from './bootstrap/lock.mjs';
import { root } from './bootstrap/root.mjs';
import { runFile, runProgram } from './bootstrap/run-program.mjs';

const args = process.argv.slice(2);
try {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Error(`Magpie needs Node 20 or newer to install itself; this is ${process.version}.`);
  const anew = args[0] === '--build';
  if (anew || installIsStale() || buildIsStale()) {
    await withLock(async () => {
      // Somebody who held the lock before us may have done it all meanwhile: both look again.
      await ensureInstalled();
      await buildStale({ node: pinnedNode(), anew });
    });
  }
  if (args[0] === '--run') await runFile(pinnedNode(), args[1], args.slice(2));
  else if (args[0] !== '--ensure' && !anew) await runProgram(pinnedNode(), args);
} catch (error) {
  process.stderr.write(`magpie: ${error.message}\n`);
  process.exitCode = 1;
}

/** Node 24 out of node_modules; the Node that runs this where its package has none for this platform. */
function pinnedNode() {
  const pinned = join(root, 'node_modules/node/bin/node');
  if (existsSync(pinned)) return pinned;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 14)) return process.execPath;
  throw new Error(
    `The package "node" brought no Node for ${process.platform}-${process.arch}, and Node ${process.version} is too old: 22.14 or newer is needed.`,
  );
}
