import { expect, test } from 'vitest';
import { generationInTags } from './from-texts.ts';

const json = JSON.stringify;

test('Easy Diffusion, by either set of names, as texts or as one object', () => {
  const own = {
    prompt: 'a fox',
    negative_prompt: 'fog',
    seed: '42',
    use_stable_diffusion_model: 'sd-v1-5',
    sampler_name: 'euler_a',
    num_inference_steps: '25',
    guidance_scale: '7.5',
    width: '512',
    height: '768',
    use_vae_model: 'None',
    clip_skip: 'False',
    use_lora_model: "['ink', 'paint']",
    lora_alpha: '[0.5, 0.25]',
  };
  const expected = {
    generator: 'easydiffusion',
    prompt: 'a fox',
    negative: 'fog',
    seed: '42',
    model: 'sd-v1-5',
    sampler: 'euler_a',
    steps: 25,
    cfg: 7.5,
    width: 512,
    height: 768,
  };
  expect(generationInTags(own)).toMatchObject({
    ...expected,
    loras: [
      { name: 'ink', weight: 0.5 },
      { name: 'paint', weight: 0.25 },
    ],
  });
  expect(generationInTags(own)).not.toHaveProperty('vae');
  const page = {
    Prompt: 'a fox',
    'Negative Prompt': 'fog',
    Seed: 42,
    'Stable Diffusion model': 'sd-v1-5',
    Sampler: 'euler_a',
    Steps: 25,
    'Guidance Scale': 7.5,
    Width: 512,
    Height: 768,
  };
  expect(generationInTags({ UserComment: json(page) })).toMatchObject(expected);
});
