import { execFileSync } from 'node:child_process';

/** Ids of a process and all below it that are alive. */
export function processTree(root: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  const rows = lines.map((line) => line.trim().split(/\s+/)).filter(([, , state]) => !state!.startsWith('Z'));
  const tree = rows.filter(([pid]) => Number(pid) === root).map(([pid]) => Number(pid));
  for (const pid of tree) tree.push(...rows.filter(([, parent]) => Number(parent) === pid).map(([child]) => Number(child)));
  return tree;
}

/** Which of these still run. */
export function stillAlive(pids: readonly number[]): number[] {
  return pids.filter((pid) => processTree(pid).length > 0);
}
