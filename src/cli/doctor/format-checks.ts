import { FORMATS } from '../../domain/format.ts';
import { type FormatSupport, formatSupport } from '../../media/format-support.ts';
import { type CheckResult, result } from './check.ts';

/** One line for each thing that reads formats here, and one for each command that would make more of them work, or work better. */
export async function checkFormats(path?: string): Promise<CheckResult[]> {
  const all = await formatSupport(path);
  const readers = grouped(all, ({ by }) => by);
  const missing = grouped(
    all.filter(({ works }) => !works),
    ({ enable }) => enable,
  );
  const better = grouped(
    all.filter(({ works }) => works),
    ({ enable }) => enable,
  );
  return [
    ...readers.map(([by, titles]) => result('formats', 'ok', `${titles}: read by ${by}`)),
    ...better.map(([command, titles]) => result('formats', 'info', `${titles}: read faster after ${command}`)),
    ...missing.map(([command, titles]) => result('formats', 'warn', `${titles}: cannot be read here; such files are skipped`, command)),
  ];
}

function grouped(all: readonly FormatSupport[], key: (support: FormatSupport) => string | null): Array<[string, string]> {
  const groups = new Map<string, string[]>();
  for (const support of all) {
    const name = key(support);
    if (name !== null) groups.set(name, [...(groups.get(name) ?? []), FORMATS[support.format].title]);
  }
  return [...groups].map(([name, titles]) => [name, titles.join(', ')]);
}
