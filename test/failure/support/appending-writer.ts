import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Appends to a file every millisecond or so until the stop file exists. */
const { path, stopFile } = JSON.parse(process.argv[2] ?? '{}') as { path: string; stopFile: string };
appendFileSync(path, 'x');
console.log('writing');
while (!existsSync(stopFile)) {
  appendFileSync(path, Buffer.alloc(64, 7));
  await sleep(1);
}
console.log('done');
