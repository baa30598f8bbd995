import pc from 'picocolors';
import { Presets, SingleBar } from 'cli-progress';
import type { Config } from '../../config/schema.ts';
import { DAMAGED_FOLDER } from '../../blobs/keys.ts';
import { systemClock } from '../../core/clock.ts';
import type { Logger } from '../../core/logger.ts';
import { configureSharp } from '../../media/configure-sharp.ts';
import { OFFLINE_WORDS } from '../../roots/root-identity.ts';
import { verifyLibrary } from '../../ingest/verify.ts';
import { isClean, type VerifyFinding, type VerifyReport } from '../../ingest/verify-report.ts';
import type { Run } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { seconds } from '../format.ts';
import type { Library } from '../wiring.ts';
import { adoptOrphans } from './adopt-orphans.ts';

/** Findings printed for people; the counts hold them all. */
const SHOWN = 50;

/** What may be mended, see VerifyOptions. */
interface Mend {
  readonly fix: boolean;
  readonly repair: boolean;
}

/** Verifies, mends what it may, prints the result. Returns the exit code. */
export async function runVerify(run: Run, config: Config, library: Library, logger: Logger, { fix, repair }: Mend): Promise<number> {
  const started = performance.now();
  configureSharp();
  const findings: VerifyFinding[] = [];
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  const bar = process.stderr.isTTY
    ? new SingleBar(
        {
          format: `${pc.cyan('{bar}')} {value}/{total} assets · {eta_formatted} left`,
          stream: process.stderr,
          clearOnComplete: true,
          hideCursor: true,
          gracefulExit: false,
        },
        Presets.shades_classic,
      )
    : undefined;
  bar?.start(0, 0);
  try {
    const deps = {
      ...library,
      dataDir: config.dataDir,
      limits: { maxPixels: config.media.maxPixels, timeoutSeconds: config.media.decodeTimeoutSeconds },
      clock: systemClock,
      logger,
    };
    const { report, orphanOriginals } = await verifyLibrary(deps, {
      fix,
      repair,
      signal: stop.signal,
      onFinding: (finding) => {
        if (findings.length < SHOWN) findings.push(finding);
      },
      onProgress: (done, total) => {
        bar?.setTotal(total);
        bar?.update(done);
      },
    });
    bar?.stop();
    if (fix && orphanOriginals.length > 0) report.orphans -= await adoptOrphans(run, config, library, logger, orphanOriginals);
    const elapsed = (performance.now() - started) / 1000;
    const clean = isClean(report);
    run.output.result({ ...report, seconds: Math.round(elapsed * 100) / 100, clean }, () => lines(report, findings, elapsed, fix));
    return clean ? EXIT.ok : EXIT.problems;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    run.output.note('Stopped. Nothing was left half done; run it again from the start.');
    return EXIT.interrupted;
  } finally {
    bar?.stop();
    process.off('SIGINT', interrupt);
  }
}

function lines(report: VerifyReport, findings: readonly VerifyFinding[], elapsed: number, fix: boolean): string[] {
  const shown = findings.map(({ subject, detail, fixed }) => `${fixed ? pc.green('✓') : pc.red('✗')} ${subject}: ${detail}`);
  const all =
    report.missing +
    report.corrupt +
    report.repaired +
    report.orphans +
    report.temps +
    report.derivatives_missing +
    report.unbalanced_sessions +
    report.texts_missing;
  if (all > shown.length && shown.length >= SHOWN) shown.push('… and more');
  for (const { path, reason, assets } of report.offline_roots)
    shown.push(`${pc.yellow('–')} ${path} is offline; ${assets} assets have their only bytes there and were not read. ${OFFLINE_WORDS[reason]}`);
  const clean = isClean(report);
  shown.push(`${clean ? pc.green('✓') : pc.red('✗')} ${report.ok} of ${report.assets} assets are sound, read back in ${seconds(elapsed)}`);
  if (report.repaired > 0)
    shown.push(`  ${String(report.repaired).padStart(7)}  stored originals have whole bytes again; what was there lies in ${DAMAGED_FOLDER}`);
  if (clean) return shown;
  const problems: [number, string][] = [
    [report.missing, 'without their bytes: restore the files, then verify again'],
    [report.corrupt, 'with other bytes than were stored: restore them from the source or a backup'],
    [report.repairable, 'of these have whole bytes elsewhere: magpie verify --repair puts them in place'],
    [report.orphans, `stored files without an asset${fix ? '' : ': magpie verify --fix takes them in'}`],
    [report.temps, 'half-written files: magpie verify --fix removes them'],
    [report.derivatives_missing - report.derivatives_fixed, `previews or thumbnails missing${fix ? '' : ': magpie verify --fix makes them again'}`],
    [report.unbalanced_sessions, 'sessions whose totals do not add up: please report this'],
    [report.texts_missing, 'assets that searches for words do not find: --fix reads their texts again'],
  ];
  return [...shown, ...problems.filter(([count]) => count > 0).map(([count, what]) => `  ${String(count).padStart(7)}  ${what}`)];
}
