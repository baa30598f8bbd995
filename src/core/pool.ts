/**
 * Runs `task` over `items` with at most `width` under way at once. The first failure stops further starts and is thrown
 * after those under way have ended.
 */
export async function forEachLimit<T>(items: Iterable<T> | AsyncIterable<T>, width: number, task: (item: T) => Promise<void>): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;
  for await (const item of items) {
    if (failure) break;
    const run: Promise<void> = task(item)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => underWay.delete(run));
    underWay.add(run);
    if (underWay.size >= width) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  if (failure) throw failure.error;
}
