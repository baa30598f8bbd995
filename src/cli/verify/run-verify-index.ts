import { rm } from 'node:fs/promises';
import pc from 'picocolors';
import type { Config } from '../../config/schema.ts';
import { systemClock } from '../../core/clock.ts';
import { indexPaths } from '../../search/index/paths.ts';
import { whyNotNeeded } from '../../search/index/not-needed.ts';
import { verifyIndex } from '../../search/index/verify-index.ts';
import type { Run } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { seconds } from '../format.ts';
import type { Library } from '../wiring.ts';

const SHOWN = 20;

/** Compares the tag index with the catalog and prints the result; with `fix` a wrong one is removed, to be built anew. Returns the exit code. */
export async function runVerifyIndex(run: Run, config: Config, { catalog }: Library, fix: boolean): Promise<number> {
  const started = performance.now();
  const report = await verifyIndex(catalog, config.dataDir, systemClock());
  const clean = report.different.length === 0;
  const removed = fix && !clean;
  if (removed) await rm(indexPaths(config.dataDir).path, { force: true });
  const elapsed = (performance.now() - started) / 1000;
  const { different, ...rest } = report;
  const notNeeded = report.refused === null ? undefined : await whyNotNeeded(catalog, config.search.indexFromAssets);
  const result = {
    ...rest,
    refused: notNeeded ?? report.refused,
    different: different.length,
    ids: different.slice(0, SHOWN),
    removed,
    seconds: Math.round(elapsed * 100) / 100,
    clean,
  };
  run.output.result(result, () => {
    if (notNeeded !== undefined) return [`${pc.green('✓')} nothing to compare: there is no index; ${notNeeded}.`];
    if (report.refused !== null) return [`${pc.yellow('–')} nothing to compare: ${report.refused}. The catalog answers searches until it is built.`];
    const whole = `${report.assets} assets and ${report.links} links, ${report.changed} changes followed, compared in ${seconds(elapsed)}`;
    if (clean) return [`${pc.green('✓')} the tag index says what the catalog says: ${whole}`];
    return [
      `${pc.red('✗')} ${different.length} assets differ: ${different.slice(0, SHOWN).join(', ')}${different.length > SHOWN ? ' …' : ''}`,
      `  ${whole}`,
      removed ? '  The index was removed; a running Magpie builds it anew.' : '  magpie verify --index --fix has it built anew. Please report this.',
    ];
  });
  return clean ? EXIT.ok : EXIT.problems;
}
