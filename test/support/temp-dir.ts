import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes an empty folder that is removed when the process ends, and earlier by `removeTempDir`. */
export function tempDir(label = 'test'): string {
  const path = mkdtempSync(join(tmpdir(), `magpie-${label}-`));
  if (made.size === 0) process.once('exit', () => made.forEach(removeTempDir));
  made.add(path);
  return path;
}

export function removeTempDir(path: string): void {
  made.delete(path);
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

const made = new Set<string>();
