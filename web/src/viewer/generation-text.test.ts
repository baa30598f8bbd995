import { expect, test } from 'vitest';
import type { Generation } from '../api/types.ts';
import { asText, parameters } from './generation-text.ts';

const made: Generation = {
  generator: 'comfyui',
  prompt: 'a magpie, glossy',
  negative: 'blurry',
  model: 'bird, v2',
  modelHash: null,
  vae: null,
  loras: [{ name: 'feathers', weight: 0.8 }],
  sampler: 'euler',
  scheduler: 'karras',
  steps: 20,
  cfg: 7.5,
  seed: '18446744073709551615',
  width: 512,
  height: 768,
  denoise: null,
  hires: { upscale: 2, steps: 10 },
  keywords: [],
  extra: {},
  raw: {},
};

test('all of it as one text that a generator reads back', () => {
  expect(asText(made)).toBe(
    'a magpie, glossy <lora:feathers:0.8>\nNegative prompt: blurry\n' +
      'Steps: 20, Sampler: euler, Schedule type: karras, CFG scale: 7.5, Seed: 18446744073709551615, Size: 512x768, Model: "bird, v2"',
  );
});

test('the words of the file are copied as they are, and a LoRA of the prompt not twice', () => {
  expect(asText({ ...made, generator: 'a1111', raw: { parameters: 'as written' } })).toBe('as written');
  expect(asText({ ...made, prompt: 'x <lora:feathers:0.8>', negative: null, steps: null })).toMatch(/^x <lora:feathers:0.8>\nSampler/);
});

test('parameters leave out what was not written', () => {
  expect(parameters(made).map(([name]) => name)).toEqual(['Model', 'Sampler', 'Scheduler', 'Steps', 'CFG', 'Size', 'Seed', 'Hires']);
  expect(parameters(made).at(-1)).toEqual(['Hires', '×2, 10 steps']);
});
