import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchIngest, ingestTables } from './ingest/run.ts';

// npm run bench -- ingest [--quick]
const [name, ...flags] = process.argv.slice(2);
if (name !== 'ingest' || flags.some((flag) => flag !== '--quick')) {
  process.stderr.write('Usage: npm run bench -- ingest [--quick]\n');
  process.exit(2);
}
const started = performance.now();
const say = (line: string): void => void process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}\n`);
const result = await benchIngest(flags.includes('--quick'), say);
const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'latest.json'), `${JSON.stringify({ at: new Date().toISOString(), ingest: result }, null, 2)}\n`);
process.stdout.write(`\n${ingestTables(result).join('\n')}\n`);
