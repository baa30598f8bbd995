import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../core/errors.ts';
import { FIELDS, fieldAt } from './fields.ts';
import { suggest } from '../core/suggest.ts';

/** What one place of settings says: values by dotted key, and complaints about it. */
export interface Layer {
  readonly values: Map<string, { readonly value: unknown; readonly source: string }>;
  readonly problems: Array<{ readonly path: string; readonly message: string }>;
}

/**
 * Reads config.yml at `path`, or takes `instead` for its text; a missing file is an empty layer. Throws `invalid-config`
 * when it is not YAML.
 */
export async function fileLayer(path: string, instead?: string): Promise<Layer> {
  const layer: Layer = { values: new Map(), problems: [] };
  const text = instead ?? readIfThere(path);
  if (text === undefined) return layer;
  // 15 ms to load: only where there is a file.
  const { parseYaml } = await import('./parse-yaml.ts');
  const tree = parseYaml(text, path).toJS() as unknown;
  if (tree === null || tree === undefined) return layer;
  if (!isSection(tree)) throw new AppError('invalid-config', { detail: `${path} must hold keys and values, such as "port: 7800"` });
  collect(tree, '', dirname(path), layer);
  return layer;
}

function collect(section: Record<string, unknown>, prefix: string, folder: string, layer: Layer): void {
  for (const [key, value] of Object.entries(section)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const field = fieldAt(path);
    if (field?.notInFile === true) {
      layer.problems.push({ path, message: `${path} cannot be set in config.yml, which lies in it; use --data or ${field.env}` });
    } else if (field !== undefined) {
      // An emptied line ("roots:") means: not set.
      if (value !== null) layer.values.set(path, { value: field.isPath === true ? fromFolder(value, folder) : value, source: 'config.yml' });
    } else if (FIELDS.some((known) => known.path.startsWith(`${path}.`))) {
      if (isSection(value)) collect(value, path, folder, layer);
      else if (value !== null) layer.problems.push({ path, message: `${path} is a group of settings; write its keys below it, indented` });
    } else {
      layer.problems.push(unknownKey(path));
    }
  }
}

/** With a space or a line end forgotten, a key may hold what was meant as its value: only what looks like a key is repeated. */
function unknownKey(path: string): { path: string; message: string } {
  if (/^[\w.-]{1,60}$/.test(path)) return { path, message: `there is no setting ${path}${hint(path)}` };
  return { path: 'config.yml', message: 'a key in config.yml is no setting; is there a space after each colon?' };
}

/** ` (did you mean …?)` or nothing. */
export function hint(path: string): string {
  const near = suggest(
    path,
    FIELDS.filter((field) => field.hidden !== true).map((field) => field.path),
  );
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}

function fromFolder(value: unknown, folder: string): unknown {
  if (typeof value === 'string') return resolve(folder, value);
  if (Array.isArray(value)) return value.map((one: unknown) => fromFolder(one, folder));
  // A folder with more to say about it than its path.
  return isSection(value) && 'path' in value ? { ...value, path: fromFolder(value['path'], folder) } : value;
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new AppError('invalid-config', { detail: `${path} cannot be read: ${(error as Error).message}`, cause: error });
  }
}
