import { readFile, statfs } from 'node:fs/promises';
import { bytes } from '../format.ts';
import { type CheckResult, result } from './check.ts';

const NODE_MIN = [22, 14] as const;

export function checkNode(version: string = process.versions.node): CheckResult {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const message = `Node ${version}, Node-API ${process.versions.napi ?? 'unknown'}`;
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return result('node', 'ok', message);
  return result('node', 'fail', `${message}; ${NODE_MIN.join('.')} or newer is needed`, 'npm install (brings Node 24), then start with ./magpie');
}

const LOW = 5e9;
const FULL = 500e6;

export async function checkDisk(folder: string): Promise<CheckResult> {
  const { bavail, bsize, ffree, files } = await statfs(folder);
  const free = bavail * bsize;
  const message = `${bytes(free)} free in ${folder}`;
  if (free < FULL) return result('disk', 'fail', message, 'Free some space, or move the data folder to a larger disk');
  if (files > 0 && ffree < 10_000)
    return result('disk', 'fail', `${message}, but only ${ffree} files can still be made`, 'Choose a file system with more inodes');
  return free < LOW ? result('disk', 'warn', message, 'Free some space soon: originals and previews need it') : result('disk', 'ok', message);
}

/** Folders of the inbox against what the kernel lets one user watch. Linux only. */
export async function checkWatches(folders: number): Promise<CheckResult> {
  const text = await readFile('/proc/sys/fs/inotify/max_user_watches', 'utf8').catch(() => undefined);
  if (text === undefined) return result('watcher', 'info', 'this system has no limit of inotify watches to look at');
  const limit = Number(text);
  const message = `${folders} folders below the inbox, ${limit} watches allowed`;
  if (folders * 2 < limit) return result('watcher', 'ok', message);
  return result(
    'watcher',
    'warn',
    `${message}; beyond it Magpie looks every minute instead of at once`,
    `sudo sysctl -w fs.inotify.max_user_watches=${Math.max(524_288, folders * 4)}`,
  );
}

export async function checkOpenFiles(): Promise<CheckResult> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const soft = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.NaN);
  if (Number.isNaN(soft)) return result('open-files', 'info', 'the limit of open files cannot be read here');
  return soft >= 1024
    ? result('open-files', 'ok', `${soft} open files allowed`)
    : result('open-files', 'warn', `only ${soft} open files allowed`, 'ulimit -n 4096');
}
