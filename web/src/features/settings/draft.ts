import type { Setting, SettingValue } from './settings-query.ts';

/** What was changed on the page and is not saved yet, by key; null = to be taken out of config.yml. */
export type Draft = ReadonlyMap<string, SettingValue>;

/** The draft with one more change; setting the value that is there already takes the change back. */
export function withChange(draft: Draft, setting: Setting, value: SettingValue): Draft {
  const next = new Map(draft);
  const unchanged = value === null ? setting.source !== 'config.yml' : !setting.secret && JSON.stringify(value) === JSON.stringify(setting.value);
  if (unchanged) next.delete(setting.key);
  else next.set(setting.key, value);
  return next;
}

/** The text of a list, one entry a line; undefined when an entry says more than its text and so cannot be edited as one. */
export function listText(value: SettingValue): string | undefined {
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== 'string')) return undefined;
  return value.join('\n');
}

export function listOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Settings by the part before the dot, in their order; those without a dot come under ''. */
export function grouped(settings: readonly Setting[]): Array<readonly [string, readonly Setting[]]> {
  const groups = new Map<string, Setting[]>();
  for (const setting of settings) {
    const [head = '', rest] = setting.key.split('.', 2);
    const name = rest === undefined ? '' : head;
    groups.set(name, [...(groups.get(name) ?? []), setting]);
  }
  return [...groups];
}

/** `settleMs` → `Settle ms`, `monitor.rescanSeconds` → `Rescan seconds`. */
export function words(key: string): string {
  const last = key.split('.').at(-1) ?? key;
  const spaced = last.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
