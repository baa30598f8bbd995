import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The room curate has a matrix of its own: what it does happens on request, not while a library fills. */
const CURATE = /^(purge|aside|putback):/;
/** Edits of many assets have theirs too: bulk-matrix.test.ts. */
const BULK = /^bulk:/;
/** So have tasks about tags. */
const TAGS = /^tags:/;
/** Reached only by videos that browsers do not play; src/enrich/proxy-worker.test.ts kills there. */
const PROXY = /^proxy:/;

/** The names of all crash points of one room, read from the sources: a new one is in its matrix by itself. */
export function crashPoints(of: 'ingest' | 'curate' | 'bulk' | 'tags' = 'ingest'): string[] {
  const root = join(import.meta.dirname, '../..');
  const names = new Set<string>();
  for (const file of globSync('src/**/*.ts', { cwd: root })) {
    if (file.endsWith('.test.ts')) continue;
    for (const match of readFileSync(join(root, file), 'utf8').matchAll(/\bcrashPoint\('([^']+)'\)/g)) names.add(match[1]!);
  }
  const room = (name: string) => (CURATE.test(name) ? 'curate' : BULK.test(name) ? 'bulk' : TAGS.test(name) ? 'tags' : PROXY.test(name) ? 'proxy' : 'ingest');
  return [...names].filter((name) => room(name) === of).sort();
}
