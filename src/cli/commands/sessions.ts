import type { Command } from 'commander';
import { listSessions, SESSION_STATES, type SessionFilter } from '../../catalog/session-queries.ts';
import { systemClock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { pauseSession, resumeSession, retryFailed } from '../../ingest/session-control.ts';
import { cancelSession } from '../../ingest/cancel-session.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { files } from '../format.ts';
import { findSession } from '../sessions/find-session.ts';
import { printReport } from '../sessions/print-report.ts';
import { sessionDetails, sessionJson, sessionLines } from '../sessions/session-lines.ts';

interface ListOptions extends CommonOptions {
  readonly limit: string;
  readonly search?: string;
  readonly state?: string;
  readonly source?: string;
}

export function addSessions(program: Command, context: CliContext): void {
  const group = program.command('sessions').description('ingest sessions: list and search them, show one, pause, resume, cancel or retry it');
  addList(group, context);
  addShow(group, context);
  addControls(group, context);
  addReport(group, context);
}

const ID = 'its id, the first digits of it, or latest';

function addList(group: Command, context: CliContext): void {
  const list = group
    .command('list', { isDefault: true })
    .description('list sessions with their totals, the latest first')
    .option('--limit <number>', 'how many', '10')
    .option('--search <words>', 'only those whose id, source or paths hold these words')
    .option('--state <state>', `only these: ${SESSION_STATES.join(', ')}`)
    .option('--source <source>', 'only these: scan, upload, watch, url');
  described(list, ['sessions', 'sessions --search holiday --state troubled', 'sessions --limit 50 --json']).action((options: ListOptions) =>
    runCommand(context, options, async (run) => {
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new AppError('invalid-input', { detail: '--limit takes a number from 1 to 1000' });
      const filter = { search: options.search, state: oneOf('--state', options.state, SESSION_STATES), source: oneOf('--source', options.source, SOURCES) };
      const { config } = await run.load();
      const rows = await run.withLibrary(config, { create: false }, ({ catalog }) => listSessions(catalog, filter, undefined, limit));
      const filtered = Object.values<SessionFilter[keyof SessionFilter]>(filter).some((value) => value !== undefined);
      run.output.result({ sessions: rows.map(sessionJson) }, () => {
        if (rows.length > 0) return rows.flatMap(sessionLines);
        return [filtered ? 'No session is like that.' : 'No ingest has been run yet. Try: magpie ingest PATH'];
      });
      return EXIT.ok;
    }),
  );
}

const SOURCES = ['scan', 'upload', 'watch', 'url'] as const;

function oneOf<T extends string>(option: string, value: string | undefined, known: readonly T[]): T | undefined {
  if (value === undefined || known.includes(value as T)) return value as T | undefined;
  throw new AppError('invalid-input', { detail: `${option} takes one of ${known.join(', ')}` });
}

function addShow(group: Command, context: CliContext): void {
  const show = group.command('show').description('show one session: options, totals and why files failed').argument('<id>', ID);
  described(show, ['sessions show latest', 'sessions show 0199c0de --json']).action((id: string, options: CommonOptions) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load();
      const found = await run.withLibrary(config, { create: false }, async ({ catalog }) => sessionDetails(catalog, await findSession(catalog, id)));
      run.output.result(found.json, () => found.lines);
      return EXIT.ok;
    }),
  );
}

const CONTROLS = {
  pause: {
    description: 'begin nothing more of a session until it is resumed, restarts included',
    act: pauseSession,
    done: 'Paused: files under way are still finished.',
  },
  resume: { description: 'go on with a paused session', act: resumeSession, done: 'It goes on as soon as Magpie runs.' },
  cancel: {
    description: 'end a session; files not begun are counted as skipped',
    act: ((catalog, id, actor, now) => cancelSession(catalog, id, now, actor)) satisfies typeof pauseSession,
    done: 'Cancelled: what was taken in stays.',
  },
} as const;

function addControls(group: Command, context: CliContext): void {
  for (const name of ['pause', 'resume', 'cancel'] as const) {
    const { description, act, done } = CONTROLS[name];
    const command = group.command(name).description(description).argument('<id>', ID);
    described(command, [`sessions ${name} latest`]).action((id: string, options: CommonOptions) =>
      runCommand(context, options, async (run) => {
        const { config } = await run.load();
        const row = await run.withLibrary(config, { create: false }, async ({ catalog }) => {
          const session = await findSession(catalog, id);
          await act(catalog, session.id, 'cli', systemClock());
          return findSession(catalog, session.id);
        });
        run.output.result(sessionJson(row), () => [...sessionLines(row), done]);
        return EXIT.ok;
      }),
    );
  }
  const retry = group
    .command('retry')
    .description('try the files again that failed or were set aside')
    .argument('<id>', ID)
    .option('--code <code>', 'only those that ended with this error code');
  described(retry, ['sessions retry latest', 'sessions retry latest --code permission-denied']).action(
    (id: string, options: CommonOptions & { code?: string }) =>
      runCommand(context, options, async (run) => {
        const { config } = await run.load();
        const result = await run.withLibrary(config, { create: false }, async ({ catalog }) => {
          const session = await findSession(catalog, id);
          const retried = await retryFailed(catalog, session.id, options.code, 'cli', systemClock());
          return { retried, session: sessionJson(await findSession(catalog, session.id)) };
        });
        run.output.result(result, () => [
          result.retried === 0 ? 'There is nothing to try again.' : `${files(result.retried)} will be tried again as soon as Magpie runs.`,
        ]);
        return EXIT.ok;
      }),
  );
}

function addReport(group: Command, context: CliContext): void {
  const report = group
    .command('report')
    .description('print what became of every file of a session; --json is ignored, the report is JSON or CSV itself')
    .argument('<id>', ID)
    .option('--format <format>', 'csv or json', 'csv');
  described(report, ['sessions report latest > report.csv', 'sessions report latest --format json']).action(
    (id: string, options: CommonOptions & { format: string }) =>
      runCommand(context, options, async (run) => {
        const format = oneOf('--format', options.format, ['csv', 'json'] as const) ?? 'csv';
        const { config } = await run.load();
        await run.withLibrary(config, { create: false }, async ({ catalog }) => printReport(catalog, await findSession(catalog, id), format));
        return EXIT.ok;
      }),
  );
}
