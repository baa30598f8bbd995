import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The names of all crash points, read from the sources: a new one is in the matrix by itself. */
export function crashPoints(): string[] {
  const root = join(import.meta.dirname, '../..');
  const names = new Set<string>();
  for (const file of globSync('src/**/*.ts', { cwd: root })) {
    if (file.endsWith('.test.ts')) continue;
    for (const match of readFileSync(join(root, file), 'utf8').matchAll(/\bcrashPoint\('([^']+)'\)/g)) names.add(match[1]!);
  }
  return [...names].sort();
}
