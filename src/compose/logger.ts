import pino from 'pino';
import type { Config } from '../config/schema.ts';
import type { Logger } from '../core/logger.ts';
import { prettyLine } from './pretty-line.ts';

/** The log of this process: JSON lines on standard error, one-liners for people where it is a terminal. */
export function createLogger(config: Config, fields: Record<string, unknown> = {}): Logger {
  const options: pino.LoggerOptions = {
    level: config.log.level,
    base: { pid: process.pid, ...fields },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: ['password', '*.password', 'databaseUrl', '*.databaseUrl', 'headers.cookie', 'headers.authorization'],
  };
  if (config.log.pretty) return pino(options, { write: (line: string) => void process.stderr.write(prettyLine(line)) });
  // Synchronous: a line written before a crash is there after it.
  const destination = pino.destination({ dest: 2, sync: true });
  destination.on('error', () => {});
  return pino(options, destination);
}
