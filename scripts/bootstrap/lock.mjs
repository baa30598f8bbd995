import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { say } from './say.mjs';

const PATH = join(root, 'node_modules/.magpie-bootstrap.lock');
const LOOK_MS = 200;
const PATIENCE_MS = 10 * 60_000;

/** Runs `work` while nobody else installs or builds in this checkout. A lock whose holder is gone is taken over. */
export async function withLock(work) {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  const deadline = Date.now() + PATIENCE_MS;
  for (let waited = false; !tryLock(); waited = true) {
    if (!waited) say('Another Magpie is installing or building here; waiting for it…');
    if (Date.now() > deadline) throw new Error(`${PATH} is held for ten minutes; remove it when nothing is installing.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  const unlock = () => rmSync(PATH, { force: true });
  process.once('exit', unlock);
  try {
    return await work();
  } finally {
    process.off('exit', unlock);
    unlock();
  }
}

function tryLock() {
  try {
    writeFileSync(PATH, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!holderIsGone()) return false;
  rmSync(PATH, { force: true });
  return false;
}

function holderIsGone() {
  try {
    const pid = Number(readFileSync(PATH, 'utf8'));
    // Empty: made this very moment, its holder is about to write his number.
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
