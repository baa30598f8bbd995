import type { Generation, GenerationLora, Generator } from '../../domain/generation.ts';
import { promptKeywords } from './keywords.ts';
import { lorasInPrompt } from './prompt-loras.ts';
import type { Texts } from './texts.ts';

/** What a parser found, not yet trusted: any field may hold anything. */
export interface Draft {
  readonly generator: Generator;
  readonly prompt?: unknown;
  readonly negative?: unknown;
  readonly model?: unknown;
  readonly modelHash?: unknown;
  readonly vae?: unknown;
  readonly loras?: readonly DraftLora[];
  /** Whether `<lora:name:weight>` in the prompt means one. */
  readonly lorasInPrompt?: boolean;
  readonly sampler?: unknown;
  readonly scheduler?: unknown;
  readonly steps?: unknown;
  readonly cfg?: unknown;
  readonly seed?: unknown;
  readonly width?: unknown;
  readonly height?: unknown;
  readonly denoise?: unknown;
  readonly hires?: { readonly upscale?: unknown; readonly upscaler?: unknown; readonly steps?: unknown; readonly denoise?: unknown } | undefined;
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface DraftLora {
  readonly name: unknown;
  readonly weight?: unknown;
  readonly hash?: unknown;
}

const PROMPT_LIMIT = 100_000;
const NAME_LIMIT = 500;
const MOST_LORAS = 100;
const MOST_EXTRA = 100;
const EXTRA_LIMIT = 10_000;

/** The draft with only what is plausible, and the texts it was read from. */
export function finish(draft: Draft, texts: Texts): Generation {
  const prompt = text(draft.prompt, PROMPT_LIMIT);
  const hires = compact({
    upscale: numberIn(draft.hires?.upscale, 0.01, 100),
    upscaler: text(draft.hires?.upscaler, NAME_LIMIT),
    steps: wholeIn(draft.hires?.steps, 0, 100_000),
    denoise: numberIn(draft.hires?.denoise, 0, 1),
  });
  const size = [wholeIn(draft.width, 1, 1_000_000), wholeIn(draft.height, 1, 1_000_000)] as const;
  const facts = compact({
    prompt,
    negative: text(draft.negative, PROMPT_LIMIT),
    model: text(draft.model, NAME_LIMIT),
    modelHash: text(draft.modelHash, NAME_LIMIT),
    vae: text(draft.vae, NAME_LIMIT),
    sampler: text(draft.sampler, NAME_LIMIT),
    scheduler: text(draft.scheduler, NAME_LIMIT),
    steps: wholeIn(draft.steps, 1, 100_000),
    cfg: numberIn(draft.cfg, -1000, 1000),
    seed: seedOf(draft.seed),
    width: size[1] === undefined ? undefined : size[0],
    height: size[0] === undefined ? undefined : size[1],
    denoise: numberIn(draft.denoise, 0, 1),
    hires: Object.keys(hires).length === 0 ? undefined : hires,
  });
  const fromPrompt = draft.lorasInPrompt === true && prompt !== undefined ? lorasInPrompt(prompt) : [];
  return {
    generator: draft.generator,
    ...facts,
    loras: lorasOf([...fromPrompt, ...(draft.loras ?? [])]),
    keywords: prompt === undefined ? [] : promptKeywords(prompt),
    extra: extraOf(draft.extra ?? {}, texts),
    raw: Object.fromEntries(texts.entries()),
  };
}

/** Each once by its name; what a later mention knows more is added to the first. */
function lorasOf(found: readonly DraftLora[]): GenerationLora[] {
  const loras = new Map<string, GenerationLora>();
  for (const { name, weight, hash } of found) {
    const called = text(name, NAME_LIMIT);
    if (called === undefined || called.toLowerCase() === 'none' || loras.size >= MOST_LORAS) continue;
    const key = plainName(called);
    const before = loras.get(key);
    const known = before?.hash ?? text(hash, NAME_LIMIT);
    const facts = before ?? { name: called, weight: numberIn(weight, -1000, 1000) ?? 1 };
    loras.set(key, known === undefined ? facts : { ...facts, hash: known });
  }
  return [...loras.values()];
}

/** `styles\Foo.safetensors` and `foo` are the same model. */
export function plainName(name: string): string {
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  return file.replace(/\.(?:safetensors|ckpt|pt|pth|bin|gguf|sft)$/i, '').toLowerCase();
}

function extraOf(extra: Readonly<Record<string, unknown>>, texts: Texts): Record<string, string> {
  const kept = new Map<string, string>();
  for (const [name, length] of texts.cut) kept.set(`${name} (cut)`, `${length} characters, the first of them are kept`);
  for (const [name, value] of Object.entries(extra)) {
    if (kept.size >= MOST_EXTRA) break;
    const said = typeof value === 'object' && value !== null ? shortJson(value) : text(value, EXTRA_LIMIT);
    if (said !== undefined && name !== '') kept.set(name.slice(0, 100), said);
  }
  return Object.fromEntries(kept);
}

function shortJson(value: object): string | undefined {
  try {
    return text(JSON.stringify(value), EXTRA_LIMIT);
  } catch {
    // nested deeper than the stack
    return undefined;
  }
}

function text(value: unknown, limit: number): string | undefined {
  const said = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof said !== 'string') return undefined;
  const clean = said.replaceAll('\0', '').trim().slice(0, limit).toWellFormed();
  return clean === '' ? undefined : clean;
}

function numberIn(value: unknown, least: number, most: number): number | undefined {
  const number = typeof value === 'string' && /^\s*[-+]?[\d.]{1,30}(?:e[-+]?\d{1,3})?\s*$/i.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= least && number <= most ? Math.round(number * 1e6) / 1e6 : undefined;
}

function wholeIn(value: unknown, least: number, most: number): number | undefined {
  const number = numberIn(value, least, most);
  return number === undefined || !Number.isInteger(number) ? undefined : number;
}

function seedOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined;
  const digits = typeof value === 'string' ? /^\s*(\d{1,20})(?:\.0)?\s*$/.exec(value)?.[1] : undefined;
  return digits === undefined ? undefined : digits.replace(/^0+(?=\d)/, '');
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function compact<T extends object>(facts: T): Present<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Present<T>;
}
