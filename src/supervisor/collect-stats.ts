import type { Child } from './child.ts';

/** A child that hangs must not hold up /metrics. */
const PATIENCE_MS = 1_000;

/** Asks the children for their metrics and gathers what comes back in time. */
export class StatsCollector {
  readonly #waiting = new Map<number, (metrics: readonly object[]) => void>();
  #requests = 0;

  /** To be called with every `stats` message. */
  answered(request: number, metrics: readonly object[]): void {
    this.#waiting.get(request)?.(metrics);
  }

  async collect(children: Iterable<Child>): Promise<Array<readonly object[]>> {
    const answers = await Promise.all([...children].filter((child) => child.isReady).map((child) => this.#ask(child)));
    return answers.filter((metrics) => metrics !== undefined);
  }

  #ask(child: Child): Promise<readonly object[] | undefined> {
    const request = ++this.#requests;
    return new Promise<readonly object[] | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
      this.#waiting.set(request, (metrics) => {
        clearTimeout(timer);
        resolve(metrics);
      });
      child.send({ type: 'stats-wanted', request });
    }).finally(() => this.#waiting.delete(request));
  }
}
