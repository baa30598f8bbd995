import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';

/**
 * Makes a file whose reading hangs, as on a dead mount: a pipe nobody writes to. The returned function removes it and lets go
 * whoever hangs; call it in any case, or the process cannot end.
 */
export function deadFile(path: string): () => void {
  rmSync(path, { force: true });
  execFileSync('mkfifo', [path]);
  return () => {
    const end = openSync(path, 'r+'); // for reading too: opening it for writing alone would hang itself when nobody reads
    rmSync(path);
    closeSync(end);
  };
}
