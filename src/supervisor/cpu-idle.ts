import { cpus } from 'node:os';

/** The share of the machine's processor time, 0…1, that nobody used since the last call. */
export function cpuIdleMeter(): () => number {
  let before = times();
  return () => {
    const now = times();
    const all = now.all - before.all;
    const idle = now.idle - before.idle;
    before = now;
    return all <= 0 ? 0 : idle / all;
  };
}

function times(): { idle: number; all: number } {
  let idle = 0;
  let all = 0;
  for (const cpu of cpus()) {
    idle += cpu.times.idle;
    for (const time of Object.values(cpu.times)) all += time;
  }
  return { idle, all };
}
