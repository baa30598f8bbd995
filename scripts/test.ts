import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * `npm test`: the checks (types, lint, dependency rules, format, unused code, generated files), then every test. Each
 * check counts as one; the last line is `N passed, N failed`. `npm test -- PATTERN` runs only the matching test files,
 * `npm run check` only the checks.
 */
const root = resolve(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const tsc = join(root, 'node_modules/typescript-native/bin/tsc');

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

const checks: ReadonlyArray<readonly [name: string, command: string, args: readonly string[]]> = [
  ['types', process.execPath, [tsc, '-p', 'tsconfig.json', '--noEmit']],
  ['types of the web pages', process.execPath, [tsc, '-p', 'web/tsconfig.json', '--noEmit']],
  ['lint', bin('oxlint'), ['--type-aware', '--quiet']],
  ['format', bin('biome'), ['format', '--max-diagnostics=20']],
  ['dependency rules', bin('depcruise'), ['src', 'web/src', 'test', '--config', '.dependency-cruiser.cjs', '--output-type', 'err']],
  ['unused files, exports and dependencies', bin('knip'), []],
  ['generated files are up to date', process.execPath, ['scripts/gen.ts', '--check']],
];

function runChecks(totals: Totals): void {
  for (const [name, command, args] of checks) {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    const ok = status === 0;
    console.log(`${ok ? '✓' : '✗'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    if (!ok) console.log(`${stdout}${stderr}`.trimEnd());
    totals[ok ? 'passed' : 'failed'] += 1;
  }
}

/** Runs vitest with its own reporter on the screen, and counts from its JSON report. */
function runTests(totals: Totals, patterns: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'magpie-report-'));
  const report = join(folder, 'report.json');
  const reporter = process.stdout.isTTY ? 'default' : 'dot';
  const args = ['run', '--reporter', reporter, '--reporter', 'json', '--outputFile.json', report, ...patterns];
  const { status } = spawnSync(bin('vitest'), args, { cwd: root, stdio: 'inherit' });
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
      numFailedTestSuites: number;
    };
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests;
    totals.skipped += result.numPendingTests;
    // A file that does not load, or an error outside of any test, fails the run without failing a test.
    if (status !== 0 && result.numFailedTests === 0) totals.failed += 1;
  } catch {
    console.log('✗ the test runner ended without a report');
    totals.failed += 1;
  }
  rmSync(folder, { recursive: true, force: true });
}

const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
const patterns = process.argv.slice(2).filter((argument) => argument !== '--checks');
const checksOnly = process.argv.includes('--checks');
if (patterns.length === 0) runChecks(totals);
if (!checksOnly) runTests(totals, patterns);
console.log(`\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`);
process.exitCode = totals.failed > 0 ? 1 : 0;
