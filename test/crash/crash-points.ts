import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rooms whose points have a test of their own, since they are not passed while a library fills. All other points are of ingest. */
const ROOMS = {
  curate: /^(purge|aside|putback):/,
  bulk: /^bulk:/,
  tags: /^tags:/,
  index: /^index:/,
  /** Reached only by videos that browsers do not play; src/enrich/proxy-worker.test.ts kills there. */
  proxy: /^proxy:/,
} as const;

/** The names of all crash points of one room, read from the sources: a new one is in its matrix by itself. */
export function crashPoints(of: 'ingest' | keyof typeof ROOMS = 'ingest'): string[] {
  const root = join(import.meta.dirname, '../..');
  const names = new Set<string>();
  for (const file of globSync('src/**/*.ts', { cwd: root })) {
    if (file.endsWith('.test.ts')) continue;
    for (const match of readFileSync(join(root, file), 'utf8').matchAll(/\bcrashPoint\('([^']+)'\)/g)) names.add(match[1]!);
  }
  const room = (name: string) => Object.entries(ROOMS).find(([, names]) => names.test(name))?.[0] ?? 'ingest';
  return [...names].filter((name) => room(name) === of).sort();
}
