import type { Logger } from '../../../src/core/logger.ts';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A logger that keeps its lines, for tests that ask what was said. */
export function memoryLog(): { readonly lines: LogLine[]; readonly logger: Logger } {
  const lines: LogLine[] = [];
  const keep =
    (level: LogLine['level']) =>
    (fields: object, message = ''): void => {
      lines.push({ level, message, fields: fields as Record<string, unknown> });
    };
  const logger: Logger = { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error'), child: () => logger };
  return { lines, logger };
}
