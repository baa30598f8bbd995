import { chownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Any user without rights will do; this one owns nothing anywhere. */
const NOBODY = 65_534;

/**
 * Runs `work` without the rights of root, to whom no file is unreadable and no folder closed; as it is when somebody
 * else runs the tests. `own` is handed over to that user, everything in it included.
 */
export async function asNobody(own: string, work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work();
  handOver(own);
  process.setegid!(NOBODY);
  process.seteuid!(NOBODY);
  try {
    await work();
  } finally {
    process.seteuid!(0);
    process.setegid!(0);
  }
}

function handOver(path: string): void {
  chownSync(path, NOBODY, NOBODY);
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) handOver(join(path, name));
}
