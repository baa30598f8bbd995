let last: Promise<unknown> = Promise.resolve();

/**
 * Runs decodes that take hundreds of megabytes one after the other, so that memory stays that of one and the small files beside
 * them get their turn. Each of them has its own time limit, so none waits for ever.
 */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const run = last.then(work);
  last = run.catch(() => {});
  return run;
}
