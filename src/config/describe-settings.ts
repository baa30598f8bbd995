import { z } from 'zod';
import type { RootSetting } from '../domain/root.ts';
import type { SettingEntry, SettingValue } from '../domain/settings.ts';
import { defaultText } from './docs.ts';
import { FIELDS } from './fields.ts';
import type { LoadedConfig } from './load.ts';
import { SettingsSchema } from './schema.ts';

/** Every setting people may see, with its value and where that came from; a secret only says that it is set. */
export function describeSettings({ config, sources }: LoadedConfig): SettingEntry[] {
  return FIELDS.filter((field) => field.hidden !== true).map((field) => {
    const source = sources[field.path] ?? 'default';
    const value = asWritten(field.path, source, config);
    const secret = field.secret === true;
    const { minimum = null, maximum = null } = limits(field.path);
    return {
      key: field.path,
      kind: field.kind,
      description: field.description,
      choices: field.choices,
      min: minimum,
      max: maximum,
      defaultText: defaultText(field).replaceAll('`', ''),
      value: secret ? null : value,
      isSet: source !== 'default',
      source,
      secret,
      needsRestart: field.needsRestart === true,
      editable: field.notInFile !== true && source !== 'flag',
    };
  });
}

/** As people write it: a fixed number of processes, of which the settings in use keep the bounds; roots by their path alone where nothing more is to be said. */
function asWritten(path: string, source: string, config: LoadedConfig['config']): SettingValue {
  if (path.endsWith('.workers') && source !== 'default') return valueAt(config, path.replace(/workers$/, 'minWorkers')) as number;
  const value = valueAt(config, path);
  if (path !== 'roots') return value as SettingValue;
  return (value as readonly RootSetting[]).map((root) => (root.mode === 'scan' ? root.path : { path: root.path, mode: root.mode, watch: root.watch }));
}

/** The value under a dotted key; null where there is none. */
export function valueAt(config: unknown, path: string): unknown {
  return path.split('.').reduce((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], config) ?? null;
}

interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Record<string, Limits>;
}

let tree: Limits | undefined;

function limits(path: string): Limits {
  tree ??= z.toJSONSchema(SettingsSchema, { io: 'input' }) as Limits;
  return path.split('.').reduce<Limits>((at, key) => at.properties?.[key] ?? {}, tree);
}
