import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchControl, controlTables } from './control/run.ts';
import { benchDiscovery, discoveryTables } from './discovery/run.ts';
import { benchFold, foldTables } from './fold/run.ts';
import { benchIngest, ingestTables } from './ingest/run.ts';
import { benchMedia, mediaTables } from './media/run.ts';
import { benchMetadata, metadataTables } from './metadata/run.ts';
import { benchSuggest, suggestTables } from './suggest/run.ts';
import { benchSearch, searchTables } from './search/run.ts';

type Say = (line: string) => void;

/** Runs one bench; answers with its result and the tables people read. */
const BENCHES: Record<string, (quick: boolean, say: Say, assets?: number) => Promise<{ result: object; tables: string[] }>> = {
  ingest: async (quick, say) => {
    const result = await benchIngest(quick, say);
    return { result, tables: ingestTables(result) };
  },
  control: async (quick, say) => {
    const result = await benchControl(quick, say);
    return { result, tables: controlTables(result) };
  },
  fold: async (quick, say) => {
    const result = await benchFold(quick, say);
    return { result, tables: foldTables(result) };
  },
  discovery: async (quick, say) => {
    const result = await benchDiscovery(quick, say);
    return { result, tables: discoveryTables(result) };
  },
  media: async (quick, say) => {
    const result = await benchMedia(quick, say);
    return { result, tables: mediaTables(result) };
  },
  metadata: async (quick, say) => {
    const result = await benchMetadata(quick, say);
    return { result, tables: metadataTables(result) };
  },
  suggest: async (quick, say) => {
    const result = await benchSuggest(quick, say);
    return { result, tables: suggestTables(result) };
  },
  search: async (quick, say, assets) => {
    const result = await benchSearch(quick, say, assets);
    return { result, tables: searchTables(result) };
  },
};

// npm run bench -- NAME [--quick] [--assets N]
const { positionals, values } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false }, assets: { type: 'string' } } });
const [name] = positionals;
const bench = BENCHES[name ?? ''];
if (bench === undefined || (values.assets !== undefined && !/^\d+$/.test(values.assets))) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--quick] [--assets N (search)]\n`);
  process.exit(2);
}
const started = performance.now();
const say: Say = (line) => void process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}\n`);
const { result, tables } = await bench(values.quick, say, values.assets === undefined ? undefined : Number(values.assets));
const folder = join(import.meta.dirname, 'results');
const file = join(folder, 'latest.json');
mkdirSync(folder, { recursive: true });
writeFileSync(file, `${JSON.stringify({ ...earlier(file), at: new Date().toISOString(), [name!]: result }, null, 2)}\n`);
process.stdout.write(`\n${tables.join('\n')}\n`);

/** Results of the other benches stay. */
function earlier(path: string): object {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as object;
  } catch {
    return {};
  }
}
