import { Presets, SingleBar } from 'cli-progress';
import pc from 'picocolors';
import type { SessionRow } from '../../catalog/session-queries.ts';
import { paceFacts } from '../../catalog/session-pace.ts';
import { paceOf } from '../../domain/pace.ts';
import { bytes, files, seconds } from '../format.ts';
import { printable } from '../printable.ts';

/** Lines for a log file come this often; a bar on a terminal is redrawn 8 times a second. */
const LINE_MS = 5_000;

export interface Progress {
  show(row: SessionRow): void;
  stop(): void;
}

/** A live bar when standard error is a terminal, else a line every 5 s. */
export function sessionProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? new BarProgress(stream) : new LineProgress(stream);
}

class BarProgress implements Progress {
  readonly #bar: SingleBar;
  #started = false;

  constructor(stream: NodeJS.WriteStream) {
    const format = `${pc.cyan('{bar}')} {count} · {size} · {rate} files/s · {left}{errors} ${pc.dim('{name}')}`;
    this.#bar = new SingleBar(
      { format, stream, hideCursor: true, fps: 8, barsize: 24, linewrap: false, clearOnComplete: true, gracefulExit: false },
      Presets.shades_classic,
    );
  }

  show(row: SessionRow): void {
    const payload = fields(row);
    if (!this.#started) this.#bar.start(totalOf(row), doneOf(row), payload);
    this.#started = true;
    this.#bar.setTotal(totalOf(row));
    this.#bar.update(doneOf(row), payload);
  }

  stop(): void {
    if (this.#started) this.#bar.stop();
  }
}

class LineProgress implements Progress {
  readonly #stream: NodeJS.WriteStream;
  #last = performance.now();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(row: SessionRow): void {
    const { size, rate, left, errors } = fields(row);
    if (performance.now() - this.#last < LINE_MS) return;
    this.#last = performance.now();
    this.#stream.write(`${doneOf(row)} of ${files(row.discovered)} · ${size} · ${rate} files/s · ${left}${errors}\n`);
  }

  stop(): void {}
}

/** Never 0: a bar of nothing would be drawn full. */
function totalOf(row: SessionRow): number {
  return Math.max(1, row.discovered);
}

function doneOf(row: SessionRow): number {
  return row.ingested + row.duplicate + row.skipped + row.failed + row.quarantined;
}

function fields(row: SessionRow): { size: string; rate: string; left: string; errors: string; name: string; count: string } {
  const bad = row.failed + row.quarantined;
  const pace = row.paused === 1 ? undefined : paceOf(paceFacts(row), Date.now());
  return {
    size: bytes(row.bytes_done),
    rate: pace === undefined ? '–' : pace.filesPerSecond.toFixed(pace.filesPerSecond < 10 ? 1 : 0),
    left: leftOf(row, pace?.secondsLeft),
    errors: bad > 0 ? ` · ${pc.red(`${bad} failed`)}` : '',
    name: printable((row.current_name ?? '').slice(0, 40)),
    count: `${doneOf(row).toLocaleString('en')} of ${files(row.discovered)}`,
  };
}

function leftOf(row: SessionRow, secondsLeft: number | undefined): string {
  if (row.paused === 1) return 'paused';
  if (row.state === 'discovering') return 'finding files';
  return secondsLeft === undefined ? 'estimating' : `${seconds(secondsLeft)} left`;
}
