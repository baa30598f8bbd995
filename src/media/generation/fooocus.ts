import type { Draft, DraftLora } from './draft.ts';

/** Fooocus in its own scheme: a JSON object in `parameters`. */
export function parseFooocus(found: Record<string, unknown>): Draft | undefined {
  if (!('base_model' in found || 'metadata_scheme' in found) || !('prompt' in found || 'full_prompt' in found)) return undefined;
  const {
    prompt,
    negative_prompt,
    full_prompt,
    full_negative_prompt,
    base_model,
    base_model_hash,
    loras,
    guidance_scale,
    sampler,
    scheduler,
    seed,
    steps,
    vae,
    resolution,
    ...rest
  } = found;
  const size = /(\d+)\D+(\d+)/.exec(String(resolution ?? '').slice(0, 50));
  const combined = Object.entries(rest)
    .filter(([name]) => name.startsWith('lora_combined_'))
    .map(([, value]) => /^(?:true : )?(.*) : (-?[\d.]+)$/i.exec(String(value).slice(0, 400)))
    .flatMap((match) => (match === null ? [] : [{ name: match[1], weight: match[2] }]));
  return {
    generator: 'fooocus',
    // empty when only styles were chosen: then what they made of it
    prompt: prompt || joined(full_prompt),
    negative: negative_prompt || joined(full_negative_prompt),
    model: base_model,
    modelHash: base_model_hash,
    vae: /^default/i.test(String(vae)) ? undefined : vae,
    loras: [...triples(loras), ...combined],
    sampler,
    scheduler,
    steps,
    cfg: guidance_scale,
    seed,
    width: size?.[1],
    height: size?.[2],
    extra: Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('lora_combined_'))),
  };
}

function joined(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[]).slice(0, 100).join(', ') : value;
}

/** `[[name, weight, hash], …]`. */
function triples(value: unknown): DraftLora[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown[]).slice(0, 100).flatMap((lora) => {
    const [name, weight, hash] = Array.isArray(lora) ? (lora as unknown[]) : [];
    return typeof name === 'string' ? [{ name, weight, hash }] : [];
  });
}
