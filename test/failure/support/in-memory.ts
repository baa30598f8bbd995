import { accessSync, constants } from 'node:fs';

const MEMORY = '/dev/shm';

/** Puts the temporary folders of this test file into memory where there is such a place: thousands of fsyncs prove nothing here. */
export function tempInMemory(): void {
  try {
    accessSync(MEMORY, constants.W_OK);
    process.env['TMPDIR'] = MEMORY;
  } catch {
    // then on the disk, slower
  }
}
