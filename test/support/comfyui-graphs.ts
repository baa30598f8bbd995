import type { Generation } from '../../src/domain/generation.ts';
import { generationInTags } from '../../src/media/generation/from-texts.ts';

export type Nodes = Readonly<Record<string, readonly [type: string, inputs: Readonly<Record<string, unknown>>]>>;

/** What Magpie reads from a graph of these nodes, written in ComfyUI's own form. */
export function made(nodes: Nodes): Generation {
  const graph = Object.fromEntries(Object.entries(nodes).map(([id, [class_type, inputs]]) => [id, { class_type, inputs }]));
  return generationInTags({ prompt: JSON.stringify(graph) })!;
}

export const KSAMPLER = { seed: 5, steps: 20, cfg: 7, sampler_name: 'euler', scheduler: 'normal', denoise: 1 };
export const LINKS = { model: ['m', 0], positive: ['p', 0], negative: ['n', 0], latent_image: ['l', 0] };
/** A graph as small as they are: one run of one sampler. */
export const BASE: Nodes = {
  m: ['CheckpointLoaderSimple', { ckpt_name: 'base.safetensors' }],
  p: ['CLIPTextEncode', { text: 'a fox', clip: ['m', 1] }],
  n: ['CLIPTextEncode', { text: 'fog', clip: ['m', 1] }],
  l: ['EmptyLatentImage', { width: 640, height: 512, batch_size: 1 }],
  k: ['KSampler', { ...KSAMPLER, ...LINKS }],
  d: ['VAEDecode', { samples: ['k', 0], vae: ['m', 2] }],
  s: ['SaveImage', { images: ['d', 0], filename_prefix: 'x' }],
};
/** What is read from it. */
export const ALL = {
  generator: 'comfyui',
  prompt: 'a fox',
  negative: 'fog',
  model: 'base.safetensors',
  sampler: 'euler',
  scheduler: 'normal',
  steps: 20,
  cfg: 7,
  seed: '5',
  width: 640,
  height: 512,
  denoise: 1,
};
