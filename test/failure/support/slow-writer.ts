import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Copies `from` to `to` in `pieces` over `seconds`: with one descriptor held open all the while, or opening the file
 * anew for each piece.
 */
const { from, to, pieces, seconds, reopen } = JSON.parse(process.argv[2] ?? '{}') as {
  from: string;
  to: string;
  pieces: number;
  seconds: number;
  reopen: boolean;
};
const bytes = readFileSync(from);
const size = Math.ceil(bytes.length / pieces);
let file = openSync(to, 'w');
for (let at = 0; at < bytes.length; at += size) {
  if (at > 0) await sleep((seconds * 1000) / (pieces - 1));
  if (reopen && at > 0) file = openSync(to, 'a');
  writeSync(file, bytes.subarray(at, at + size));
  if (reopen) closeSync(file);
}
if (!reopen) closeSync(file);
console.log('done');
