import { delimiter, join, resolve } from 'node:path';
import { FIELDS, type Field } from './fields.ts';
import { type Layer, readIfThere } from './file-layer.ts';
import { suggest } from '../core/suggest.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Not settings: what Magpie hands to its own processes, and what the tests read. */
const NOT_SETTINGS = /^MAGPIE_(CHILD$|TEST_)/;

/**
 * Settings of the environment and, below it, of a `.env` file in `cwd`. `warnings` names MAGPIE_* variables that mean
 * nothing: not an error, because container platforms inject such names (MAGPIE_SERVICE_HOST for a service called magpie).
 */
export async function environmentLayer(env: Environment, cwd: string): Promise<Layer & { readonly warnings: string[] }> {
  const layer = { values: new Map(), problems: [], warnings: [] } satisfies Layer & { warnings: string[] } as Layer & { warnings: string[] };
  const text = readIfThere(join(cwd, '.env'));
  // Lowest first: the real environment overrides the file.
  if (text !== undefined) {
    const { parse } = await import('dotenv');
    take(parse(text), '.env', cwd, layer);
  }
  take(env, 'environment', cwd, layer);
  return layer;
}

function take(env: Environment, place: string, cwd: string, layer: Layer & { readonly warnings: string[] }): void {
  for (const field of FIELDS) {
    const text = valueOf(field, env, cwd);
    if (text !== undefined) layer.values.set(field.path, { value: parseText(field, text.value), source: `${place} ${text.name}` });
  }
  const known = new Set(FIELDS.flatMap((field) => (field.secret === true ? [field.env, `${field.env}_FILE`] : [field.env])));
  for (const name of Object.keys(env)) {
    if (!name.startsWith('MAGPIE_') || known.has(name) || NOT_SETTINGS.test(name)) continue;
    const near = suggest(name, [...known]);
    layer.warnings.push(`${name} (${place}) is not a setting${near === undefined ? '' : `; did you mean ${near}?`}`);
  }
}

/** An empty variable counts as not set. */
function valueOf(field: Field, env: Environment, cwd: string): { name: string; value: string } | undefined {
  const direct = env[field.env];
  if (direct !== undefined && direct !== '') return { name: field.env, value: direct };
  const fileName = field.secret === true ? env[`${field.env}_FILE`] : undefined;
  if (fileName === undefined || fileName === '') return undefined;
  const value = readIfThere(resolve(cwd, fileName))?.trim();
  return value === undefined || value === '' ? undefined : { name: `${field.env}_FILE`, value };
}

/** Text of a variable or a flag as the type of the field; what does not fit stays text and the schema complains. */
export function parseText(field: Field, text: string): unknown {
  if (field.kind === 'number') return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
  if (field.kind === 'flag') return FLAGS[text.trim().toLowerCase()] ?? text;
  if (field.kind === 'list') return text.split(field.isPath === true ? delimiter : /[\s,;:]+/).filter((part) => part !== '');
  return text;
}

const FLAGS: Record<string, boolean> = { true: true, '1': true, yes: true, on: true, false: false, '0': false, no: false, off: false };
