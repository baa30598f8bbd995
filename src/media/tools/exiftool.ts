import type { ExifTool } from 'exiftool-vendored';
import { dropExiftoolConfig, exiftoolConfig, isConfigOurs } from './exiftool-config.ts';

/** Processes that stay open: two do 6–12 ms a file each, more only wait for the disk. */
const MAX_PROCESSES = 2;
/** One file takes 20–200 ms; a large video on a slow disk some seconds. */
const TASK_MS = 30_000;
/** A process that has nothing to do ends. */
const IDLE_MS = 30_000;

let pool: Promise<ExifTool> | undefined;
let usable: Promise<boolean> | undefined;

/**
 * The exiftool of this process, started when it is first needed; undefined where it does not run (it is written in Perl). Its
 * processes end with this one, however it ends, because their standard input closes.
 */
export async function exiftool(): Promise<ExifTool | undefined> {
  // Each of its processes reads the configuration when it starts, which may be weeks from now.
  if (pool !== undefined && !isConfigOurs()) endExifTool().catch(() => {});
  const asked = (pool ??= start());
  usable ??= asked
    .then(async (tool) => tool.version())
    .then(
      () => true,
      () => false,
    );
  return (await usable) ? asked : undefined;
}

/** Loaded only here: it costs 40 ms of start-up, and many a process never needs it. */
async function start(): Promise<ExifTool> {
  const config = exiftoolConfig();
  const { ExifTool } = await import('exiftool-vendored');
  return new ExifTool({
    // The configuration must come first on its command line.
    exiftoolArgs: ['-config', config, '-stay_open', 'True', '-@', '-'],
    maxProcs: MAX_PROCESSES,
    maxTasksPerProcess: 1_000,
    taskTimeoutMillis: TASK_MS,
    killProcessGroup: process.platform !== 'win32',
    taskRetries: 0,
    maxIdleMsPerProcess: IDLE_MS,
    useMWG: false,
    geolocation: false,
  });
}

/** Ends its processes; the next use starts new ones. */
export async function endExifTool(): Promise<void> {
  const ending = pool;
  pool = undefined;
  usable = undefined;
  dropExiftoolConfig();
  await ending?.then(
    (tool) => tool.end(),
    () => {},
  );
}
