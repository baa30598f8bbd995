import type { z } from 'zod';
import { type SettingMeta, SettingsSchema } from './schema.ts';

export type FieldKind = 'text' | 'number' | 'flag' | 'list' | 'choice';

/** One setting, flattened from the schema. */
export interface Field extends SettingMeta {
  /** Dotted key, such as `monitor.settleMs`. */
  readonly path: string;
  readonly kind: FieldKind;
  readonly env: string;
  readonly description: string;
  /** The fixed default; undefined where it is computed. */
  readonly fallback: unknown;
  readonly choices: readonly string[];
}

const KINDS: Record<string, FieldKind> = { string: 'text', number: 'number', boolean: 'flag', array: 'list', enum: 'choice' };

/** Every setting in the order of the schema. */
export const FIELDS: readonly Field[] = collect(SettingsSchema.shape, []);

export function fieldAt(path: string): Field | undefined {
  return FIELDS.find((field) => field.path === path);
}

function collect(shape: Record<string, z.core.$ZodType>, prefix: readonly string[]): Field[] {
  return Object.entries(shape).flatMap(([key, type]) => {
    const { inner, fallback } = unwrap(type);
    const path = [...prefix, key];
    if (inner._zod.def.type === 'object') return collect((inner as z.ZodObject).shape, path);
    return [field(path, type as z.ZodType, inner, fallback)];
  });
}

function field(path: readonly string[], outer: z.ZodType, inner: z.core.$ZodType, fallback: unknown): Field {
  const meta = (outer.meta() ?? {}) as SettingMeta;
  return {
    ...meta,
    path: path.join('.'),
    kind: KINDS[inner._zod.def.type] ?? 'text',
    env: meta.env ?? `MAGPIE_${path.map(capitals).join('_')}`,
    description: outer.description ?? '',
    fallback,
    choices: inner._zod.def.type === 'enum' ? Object.keys((inner as z.ZodEnum).enum) : [],
  };
}

/** Takes off `.default`, `.prefault` and `.optional`. */
function unwrap(type: z.core.$ZodType): { inner: z.core.$ZodType; fallback: unknown } {
  const def = type._zod.def as { type: string; innerType?: z.core.$ZodType; defaultValue?: unknown };
  if (def.innerType === undefined) return { inner: type, fallback: undefined };
  const below = unwrap(def.innerType);
  return { inner: below.inner, fallback: def.type === 'default' ? def.defaultValue : below.fallback };
}

/** `maxFileBytes` → `MAX_FILE_BYTES`. */
function capitals(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
