import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CatalogPlace } from '../support/catalogs.ts';

/** Runs one of the processes beside this file to its end, or for `timeout` ms; gives what it said, or the signal it died of. */
export function runLife(
  script: `${string}-process.ts`,
  { dataDir, databaseUrl }: CatalogPlace,
  { timeout, ...asked }: { readonly timeout: number; readonly crashAt?: string | undefined } & Readonly<Record<string, unknown>>,
): Promise<string> {
  const args = [join(import.meta.dirname, script), JSON.stringify({ dataDir, databaseUrl, ...asked })];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal ?? output.trim())));
}
