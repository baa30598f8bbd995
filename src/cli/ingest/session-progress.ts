import { Presets, SingleBar } from 'cli-progress';
import pc from 'picocolors';
import type { SessionRow } from '../../catalog/session-queries.ts';
import { bytes, files, seconds } from '../format.ts';

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

/** Files per second over the last ten seconds or so, so that it follows a change from small to large files. */
class Rate {
  readonly #samples: { at: number; done: number }[] = [];

  of(done: number): number {
    const now = performance.now();
    this.#samples.push({ at: now, done });
    while (this.#samples.length > 2 && now - this.#samples[0]!.at > 10_000) this.#samples.shift();
    const first = this.#samples[0]!;
    return now - first.at < 200 ? 0 : ((done - first.done) * 1000) / (now - first.at);
  }
}

class BarProgress implements Progress {
  readonly #bar: SingleBar;
  readonly #rate = new Rate();
  #started = false;

  constructor(stream: NodeJS.WriteStream) {
    const format = `${pc.cyan('{bar}')} {value}/{total} files · {size} · {rate} files/s · {left}{errors} ${pc.dim('{name}')}`;
    this.#bar = new SingleBar(
      { format, stream, hideCursor: true, fps: 8, barsize: 24, linewrap: false, clearOnComplete: true, gracefulExit: false },
      Presets.shades_classic,
    );
  }

  show(row: SessionRow): void {
    const payload = fields(row, this.#rate.of(doneOf(row)));
    if (!this.#started) this.#bar.start(row.discovered, doneOf(row), payload);
    this.#started = true;
    this.#bar.setTotal(row.discovered);
    this.#bar.update(doneOf(row), payload);
  }

  stop(): void {
    if (this.#started) this.#bar.stop();
  }
}

class LineProgress implements Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #rate = new Rate();
  #last = performance.now();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(row: SessionRow): void {
    const { size, rate, left, errors } = fields(row, this.#rate.of(doneOf(row)));
    if (performance.now() - this.#last < LINE_MS) return;
    this.#last = performance.now();
    this.#stream.write(`${doneOf(row)} of ${files(row.discovered)} · ${size} · ${rate} files/s · ${left}${errors}\n`);
  }

  stop(): void {}
}

function doneOf(row: SessionRow): number {
  return row.ingested + row.duplicate + row.skipped + row.failed + row.quarantined;
}

function fields(row: SessionRow, rate: number): { size: string; rate: string; left: string; errors: string; name: string } {
  const bad = row.failed + row.quarantined;
  const remaining = row.discovered - doneOf(row);
  const left = row.state === 'discovering' ? 'finding files' : rate > 0 ? `${seconds(remaining / rate)} left` : 'starting';
  return {
    size: bytes(row.bytes_done),
    rate: rate.toFixed(rate < 10 ? 1 : 0),
    left,
    errors: bad > 0 ? ` · ${pc.red(`${bad} failed`)}` : '',
    name: (row.current_name ?? '').slice(0, 40),
  };
}
