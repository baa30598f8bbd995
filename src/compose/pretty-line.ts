import pc from 'picocolors';
import { printable } from '../cli/printable.ts';

const BADGES: Record<string, string> = { debug: pc.dim('debug'), info: pc.green('info '), warn: pc.yellow('warn '), error: pc.red('error') };
/** Said elsewhere on the line, or of no interest to a person. */
const NOT_SHOWN = new Set(['level', 'time', 'pid', 'role', 'msg', 'err', 'hostname']);

/** One JSON log line as one line for people: `12:30:01 info  worker  photo.jpg ingested  ms=41`. */
export function prettyLine(json: string): string {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(json) as Record<string, unknown>;
  } catch {
    return json;
  }
  const time = new Date(String(entry['time'])).toTimeString().slice(0, 8);
  const fields = Object.entries(entry)
    .filter(([key, value]) => !NOT_SHOWN.has(key) && value !== undefined)
    .map(([key, value]) => `${key}=${printable(typeof value === 'string' ? value : JSON.stringify(value))}`);
  const error = entry['err'] as { message?: string; stack?: string } | undefined;
  if (error !== undefined) fields.push(pc.red(String(entry['level'] === 'error' ? (error.stack ?? error.message) : error.message)));
  const badge = BADGES[String(entry['level'])] ?? String(entry['level']);
  return `${pc.dim(time)} ${badge} ${pc.cyan(String(entry['role'] ?? 'magpie').padEnd(10))} ${printable(String(entry['msg'] ?? ''))}  ${pc.dim(fields.join(' '))}\n`;
}
