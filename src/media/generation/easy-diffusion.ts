import type { Draft } from './draft.ts';

/** Its settings, under the names of the program and under those of its page. */
const NAMES = {
  prompt: ['prompt', 'Prompt'],
  negative: ['negative_prompt', 'Negative Prompt'],
  model: ['use_stable_diffusion_model', 'Stable Diffusion model', 'Stable Diffusion Model'],
  vae: ['use_vae_model', 'VAE model', 'VAE Model'],
  sampler: ['sampler_name', 'Sampler'],
  scheduler: ['scheduler_name', 'Scheduler'],
  steps: ['num_inference_steps', 'Steps'],
  cfg: ['guidance_scale', 'Guidance Scale'],
  seed: ['seed', 'Seed'],
  width: ['width', 'Width'],
  height: ['height', 'Height'],
  denoise: ['prompt_strength', 'Prompt Strength'],
} as const;
const LORAS = ['use_lora_model', 'LoRA model', 'LoRA Model'];
const ALPHAS = ['lora_alpha', 'LoRA Strength', 'Lora Strength'];
const MORE = ['clip_skip', 'Clip Skip', 'use_hypernetwork_model', 'use_upscale', 'Use Upscaling', 'use_face_correction', 'Use Face Correction'];

/** Easy Diffusion: each setting a text of its own (PNG), or all of them one JSON object. */
export function parseEasyDiffusion(get: (name: string) => unknown): Draft | undefined {
  const first = (names: readonly string[]): unknown => names.map(get).find((value) => value !== undefined && value !== null && value !== 'None');
  if (first(NAMES.steps) === undefined || first([...NAMES.model, ...NAMES.cfg]) === undefined) return undefined;
  const fields = Object.fromEntries(Object.entries(NAMES).map(([field, names]) => [field, first(names)]));
  const alphas = listOf(first(ALPHAS));
  return {
    generator: 'easydiffusion',
    ...fields,
    loras: listOf(first(LORAS)).map((name, i) => ({ name, weight: alphas[i] })),
    extra: Object.fromEntries(MORE.flatMap((name) => (get(name) === undefined || get(name) === null ? [] : [[name, get(name)]]))),
  };
}

/** One, a list, or a list as Python prints it. */
function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return (value as unknown[]).slice(0, 100);
  if (typeof value === 'string' && value.startsWith('['))
    return value
      .slice(1, -1)
      .split(',', 100)
      .map((part) => part.trim().replace(/^["']|["']$/g, ''));
  return value === undefined ? [] : [value];
}
