import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../core/errors.ts';
import { type Environment, environmentLayer, parseText } from './environment-layer.ts';
import { FIELDS, fieldAt } from './fields.ts';
import { fileLayer, hint, type Layer } from './file-layer.ts';
import { type Machine, resolveSettings } from './resolve.ts';
import { type Config, SettingsSchema } from './schema.ts';

export interface LoadOptions {
  /** Values of the command line by dotted key (`dataDir`, `port`, `web.workers`…), as text or typed; undefined = not given. */
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly env?: Environment;
  readonly cwd?: string;
  readonly machine?: Partial<Machine>;
  /** Instead of what config.yml holds: to try a change before it is written. */
  readonly fileText?: string;
}

export interface LoadedConfig {
  readonly config: Config;
  /** Where each value came from, by dotted key: `flag`, `config.yml`, `environment NAME`, `.env NAME`, `default`. */
  readonly sources: Readonly<Record<string, string>>;
  /** Things that are odd but not wrong; for the log. */
  readonly warnings: readonly string[];
}

/**
 * Settings from, highest first: command line, config.yml in the data folder, environment (over `.env`), default.
 * Throws `invalid-config` naming every wrong or unknown key, where it came from, and the nearest known one.
 */
export async function loadConfig(options: LoadOptions = {}): Promise<LoadedConfig> {
  const cwd = options.cwd ?? process.cwd();
  const flags = flagLayer(options.flags ?? {});
  const environment = await environmentLayer(options.env ?? process.env, cwd);
  const dataDir = String((flags.values.get('dataDir') ?? environment.values.get('dataDir'))?.value ?? fieldAt('dataDir')?.fallback);
  const file = await fileLayer(join(resolve(cwd, dataDir), 'config.yml'), options.fileText);

  const tree: Record<string, unknown> = {};
  const sources: Record<string, string> = {};
  for (const { path } of FIELDS) {
    const found = flags.values.get(path) ?? file.values.get(path) ?? environment.values.get(path);
    sources[path] = found?.source ?? 'default';
    if (found !== undefined) place(tree, path, found.value);
  }
  const parsed = SettingsSchema.safeParse(tree);
  const problems = [...flags.problems, ...file.problems];
  for (const issue of parsed.error?.issues ?? []) {
    // An element of a list is reported with its number; the setting is the list.
    const path = issue.path.filter((part) => typeof part === 'string').join('.');
    problems.push({ path, message: `${path} (from ${sources[path] ?? 'config.yml'}): ${issue.message}` });
  }
  if (problems.length > 0 || !parsed.success) {
    throw new AppError('invalid-config', { detail: problems.map((problem) => problem.message).join('; '), fields: problems });
  }
  const machine = { cores: availableParallelism(), terminal: process.stderr.isTTY, cwd, ...options.machine };
  return { config: resolveSettings(parsed.data, machine), sources, warnings: environment.warnings };
}

function flagLayer(flags: Readonly<Record<string, unknown>>): Layer {
  const layer: Layer = { values: new Map(), problems: [] };
  for (const [path, value] of Object.entries(flags)) {
    if (value === undefined) continue;
    const field = fieldAt(path);
    if (field === undefined) layer.problems.push({ path, message: `there is no setting ${path}${hint(path)}` });
    else layer.values.set(path, { value: typeof value === 'string' ? parseText(field, value) : value, source: 'flag' });
  }
  return layer;
}

function place(tree: Record<string, unknown>, path: string, value: unknown): void {
  const [head, ...rest] = path.split('.');
  if (rest.length === 0) tree[head!] = value;
  else place((tree[head!] ??= {}) as Record<string, unknown>, rest.join('.'), value);
}
