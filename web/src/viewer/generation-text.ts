import type { Generation } from '../api/types.ts';

const NAMES: Record<Generation['generator'], string> = {
  a1111: 'Stable Diffusion web UI',
  comfyui: 'ComfyUI',
  novelai: 'NovelAI',
  invokeai: 'InvokeAI',
  fooocus: 'Fooocus',
  swarmui: 'SwarmUI',
  easydiffusion: 'Easy Diffusion',
  unknown: 'a generator that gives no name',
};

export const generatorName = (generator: Generation['generator']): string => NAMES[generator];

/** What was set, in the order people compare pictures by. */
export function parameters(made: Generation): [name: string, value: string][] {
  const { hires } = made;
  const second =
    hires &&
    [
      hires.upscale !== undefined && `×${hires.upscale}`,
      hires.upscaler,
      hires.steps !== undefined && `${hires.steps} steps`,
      hires.denoise !== undefined && `denoise ${hires.denoise}`,
    ]
      .filter(Boolean)
      .join(', ');
  const all: [string, string | number | null | undefined][] = [
    ['Model', made.model],
    ['Sampler', made.sampler],
    ['Scheduler', made.scheduler],
    ['Steps', made.steps],
    ['CFG', made.cfg],
    ['Size', made.width !== null && made.height !== null ? `${made.width} × ${made.height}` : null],
    ['Denoise', made.denoise],
    ['Seed', made.seed],
    ['Hires', second],
    ['VAE', made.vae],
    ['Model hash', made.modelHash],
  ];
  return all.flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]]));
}

/** Everything as one text in the form most generators read back; the very words of the file where it was written so. */
export function asText(made: Generation): string {
  const written = made.generator === 'a1111' ? made.raw['parameters'] : undefined;
  if (written) return written;
  const settings: [string, string | number | null][] = [
    ['Steps', made.steps],
    ['Sampler', made.sampler],
    ['Schedule type', made.scheduler],
    ['CFG scale', made.cfg],
    ['Seed', made.seed],
    ['Size', made.width !== null && made.height !== null ? `${made.width}x${made.height}` : null],
    ['Model hash', made.modelHash],
    ['Model', made.model],
    ['VAE', made.vae],
    ['Denoising strength', made.denoise],
  ];
  const said = settings.flatMap(([name, value]) => (value === null || value === '' ? [] : [`${name}: ${quoted(String(value))}`]));
  const prompt = made.prompt ?? '';
  const missing = made.loras.filter(({ name }) => !prompt.includes(`<lora:${name}:`)).map(({ name, weight }) => `<lora:${name}:${weight}>`);
  return [[prompt, ...missing].filter(Boolean).join(' '), made.negative ? `Negative prompt: ${made.negative}` : '', said.join(', ')].filter(Boolean).join('\n');
}

/** A comma or colon inside a value would start the next one. */
const quoted = (value: string): string => (/[,:\n"]/.test(value) ? JSON.stringify(value) : value);
