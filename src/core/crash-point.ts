/**
 * A place where the crash tests may kill the process. Free when nothing is armed. `test/crash` reads the names from the
 * sources, arms each in turn and compares the library after the restart with that of an uninterrupted run.
 */
export function crashPoint(name: string): void {
  if (armed === undefined || armed.name !== name) return;
  armed.remaining -= 1;
  if (armed.remaining <= 0) process.kill(process.pid, 'SIGKILL');
}

/** Arms one point: `name`, or `name#n` for its n-th pass. Called once at start, from the configuration. */
export function armCrashPoint(spec: string): void {
  const match = /^(?<name>.+?)(?:#(?<count>\d+))?$/.exec(spec);
  armed = { name: match?.groups?.['name'] ?? spec, remaining: Number(match?.groups?.['count'] ?? 1) };
}

let armed: { name: string; remaining: number } | undefined;
