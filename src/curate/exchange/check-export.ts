import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import { EXPORT_VERSION, ExportLine } from './export-line.ts';
import { readLines } from './read-lines.ts';

/** How many lines of each kind there are. */
export type ExportCounts = Partial<Record<ExportLine['is'], number>>;

/** Reads an export from end to end before anything is taken from it: every line, their number, their checksum. AppError `exchange-invalid`. */
export async function checkExport(path: string): Promise<ExportCounts> {
  const digest = createHash('sha256');
  const counts: ExportCounts = {};
  let lines = 0;
  let ended = false;
  for await (const bytes of readLines(path)) {
    if (ended) throw new AppError('exchange-invalid', { detail: `There is more after the last line (line ${lines + 2})` });
    const line = parseLine(bytes, lines + 1);
    if (lines === 0 && line.is !== 'export') throw new AppError('exchange-invalid', { detail: 'The first line does not say that this is an export of Magpie' });
    if (line.is === 'export' && line.version > EXPORT_VERSION)
      throw new AppError('exchange-invalid', {
        detail: `It was made by a newer Magpie (version ${line.version} of the format; this one reads ${EXPORT_VERSION})`,
      });
    if (line.is === 'end') {
      if (line.lines !== lines) throw new AppError('exchange-invalid', { detail: `It says that it has ${line.lines} lines, and has ${lines}` });
      if (line.sha256 !== digest.digest('hex')) throw new AppError('exchange-invalid', { detail: 'Its checksum is another: something in it was changed' });
      ended = true;
      continue;
    }
    digest.update(bytes);
    lines += 1;
    counts[line.is] = (counts[line.is] ?? 0) + 1;
  }
  if (!ended) throw new AppError('exchange-invalid', { detail: 'It ends too early: the last line is missing' });
  return counts;
}

/** One line; AppError `exchange-invalid` names it by its number. */
export function parseLine(bytes: Buffer, number: number): ExportLine {
  try {
    return ExportLine.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new AppError('exchange-invalid', { detail: `Line ${number} cannot be read`, cause: error });
  }
}
