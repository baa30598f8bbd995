import type { Draft } from './draft.ts';
import { isRecord, lenientObject } from './lenient-json.ts';
import type { Texts } from './texts.ts';

/** InvokeAI in its three ages: `invokeai_metadata`, `sd-metadata`, and the command line of `Dream`. */
export function parseInvokeAi(texts: Texts): Draft | undefined {
  const now = lenientObject(texts.get('invokeai_metadata'));
  if (now !== undefined) return current(now);
  const before = lenientObject(texts.get('sd-metadata'));
  const dream = texts.first('Dream', 'dream');
  if (before !== undefined && isRecord(before['image'])) return older(before, before['image']);
  return dream === undefined ? undefined : commandLine(dream);
}

function current(found: Record<string, unknown>): Draft {
  const { positive_prompt, negative_prompt, model, vae, loras, scheduler, steps, cfg_scale, seed, width, height, strength, ...rest } = found;
  return {
    generator: 'invokeai',
    prompt: positive_prompt,
    negative: negative_prompt,
    model: named(model),
    modelHash: isRecord(model) ? model['hash'] : undefined,
    vae: named(vae),
    loras: (Array.isArray(loras) ? (loras as unknown[]) : [])
      .slice(0, 100)
      .filter(isRecord)
      .map((lora) => {
        const of = lora['model'] ?? lora['lora'];
        return { name: named(of), weight: lora['weight'], hash: isRecord(of) ? of['hash'] : undefined };
      }),
    // what it calls a scheduler others call a sampler
    sampler: scheduler,
    steps,
    cfg: cfg_scale,
    seed,
    width,
    height,
    denoise: strength,
    hires: rest['hrf_enabled'] === true ? { denoise: rest['hrf_strength'], upscaler: rest['hrf_method'] } : undefined,
    extra: Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && typeof value !== 'object')),
  };
}

function named(model: unknown): unknown {
  return isRecord(model) ? (model['name'] ?? model['model_name'] ?? model['key']) : model;
}

function older(found: Record<string, unknown>, image: Record<string, unknown>): Draft {
  const prompts = image['prompt'];
  const first = Array.isArray(prompts) ? (prompts as unknown[]).find(isRecord)?.['prompt'] : prompts;
  const { positive, negative } = bracketed(typeof first === 'string' ? first : '');
  return {
    generator: 'invokeai',
    prompt: positive,
    negative: image['negative_prompt'] ?? negative,
    model: found['model_weights'] ?? found['model'],
    modelHash: found['model_hash'],
    sampler: image['sampler'],
    steps: image['steps'],
    cfg: image['cfg_scale'],
    seed: image['seed'],
    width: image['width'],
    height: image['height'],
    denoise: image['strength'],
    extra: { app_version: found['app_version'], type: image['type'] },
  };
}

/** `"a prompt [what to avoid]" -s 50 -S 12345 -W 512 -H 512 -C 7.5 -A k_lms`. */
function commandLine(dream: string): Draft | undefined {
  const line = dream.slice(0, 20_000);
  const quoted = /^\s*"((?:[^"\\]|\\.)*)"(.*)$/s.exec(line);
  const options = new Map<string, string>();
  for (const [, name, value] of (quoted?.[2] ?? line).matchAll(/(?:^|\s)-([A-Za-z])\s?([^\s-][^\s]*)/g)) if (!options.has(name!)) options.set(name!, value!);
  if (quoted === null && options.size < 2) return undefined;
  const { positive, negative } = bracketed(quoted?.[1] ?? line.split(/\s-[A-Za-z]\s?\S/, 1)[0]!);
  return {
    generator: 'invokeai',
    prompt: positive,
    negative,
    sampler: options.get('A'),
    steps: options.get('s'),
    cfg: options.get('C'),
    seed: options.get('S'),
    width: options.get('W'),
    height: options.get('H'),
    denoise: options.get('f'),
  };
}

/** What stands in square brackets was to be avoided. */
function bracketed(prompt: string): { positive: string; negative?: string } {
  const avoided = [...prompt.matchAll(/\[([^[\]]*)\]/g)].map(([, text]) => text!.trim()).filter((text) => text !== '');
  const positive = prompt.replace(/\[[^[\]]*\]/g, ' ').trim();
  return avoided.length === 0 ? { positive } : { positive, negative: avoided.join(', ') };
}
