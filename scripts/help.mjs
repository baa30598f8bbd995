// npm run help: every script of package.json with one sentence.
import { readFileSync } from 'node:fs';

const SENTENCES = {
  start: 'Installs and builds what is needed, then runs Magpie. Options go after --: npm start -- --port 7900',
  dev: 'Runs Magpie from the sources in one process, restarted on every change, and the page with hot reload on port 7801.',
  build: 'Builds program and page into dist/, with type errors as failures.',
  test: 'Runs the whole test suite; ends with "N passed, N failed".',
  check: 'Types, lint, formatting, import rules, unused code, generated files: what CI runs besides the tests.',
  gen: 'Rewrites the generated files: OpenAPI document, client, settings, errors, CLI help.',
  bench: 'Measures: npm run bench -- ingest. Prints a table with ratios.',
  demo: 'Makes a small library to look at and starts on it.',
  format: 'Formats every file.',
  lint: 'Looks for mistakes.',
  help: 'Prints this.',
};

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const width = Math.max(...Object.keys(scripts).map((name) => name.length));
for (const name of Object.keys(scripts)) console.log(`  npm run ${name.padEnd(width)}  ${SENTENCES[name] ?? scripts[name]}`);
console.log('\nThe program itself: ./magpie help');
