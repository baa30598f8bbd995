/** Progress for the person who waits; on standard error, because standard output may be JSON. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs `work` under `line` and says how long it took. */
export async function timed(line, work) {
  say(line);
  const started = Date.now();
  await work();
  say(`  done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
