import { describe, expect, test } from 'vitest';
import { KSAMPLER } from '../../../../test/support/comfyui-graphs.ts';
import { generationInTags } from '../from-texts.ts';

describe('the page only', () => {
  const page = (mode: number): unknown => ({
    version: 0.4,
    nodes: [
      { id: 1, type: 'CheckpointLoaderSimple', mode: 0, outputs: [{ type: 'MODEL' }, { type: 'CLIP' }, { type: 'VAE' }], widgets_values: ['base.safetensors'] },
      {
        id: 2,
        type: 'LoraLoader',
        mode,
        inputs: [
          { name: 'model', type: 'MODEL', link: 1 },
          { name: 'clip', type: 'CLIP', link: 2 },
        ],
        outputs: [{ type: 'MODEL' }, { type: 'CLIP' }],
        widgets_values: ['ink', 0.5, 1],
      },
      {
        id: 3,
        type: 'CLIPTextEncode',
        mode: 0,
        inputs: [{ name: 'clip', type: 'CLIP', link: 3 }],
        outputs: [{ type: 'CONDITIONING' }],
        widgets_values: ['a fox'],
      },
      { id: 4, type: 'EmptyLatentImage', mode: 0, outputs: [{ type: 'LATENT' }], widgets_values: [640, 512, 1] },
      {
        id: 5,
        type: 'KSampler',
        mode: 0,
        inputs: [
          { name: 'model', type: 'MODEL', link: 4 },
          { name: 'positive', type: 'CONDITIONING', link: 5 },
          { name: 'latent_image', type: 'LATENT', link: 6 },
        ],
        widgets_values: [7, 'fixed', 20, 6, 'euler', 'normal', 1],
      },
      { id: 6, type: 'SaveImage', mode: 0, inputs: [{ name: 'images', type: 'IMAGE', link: 7 }], widgets_values: ['x'] },
      {
        id: 7,
        type: 'NewNode',
        mode: 0,
        inputs: [
          { name: 'noise_seed', type: 'INT', widget: { name: 'noise_seed' }, link: null },
          { name: 'other', type: 'INT', widget: { name: 'other' }, link: null },
        ],
        widgets_values: [3, 'randomize', 4],
      },
    ],
    links: [
      [1, 1, 0, 2, 0, 'MODEL'],
      [2, 1, 1, 2, 1, 'CLIP'],
      [3, 2, 1, 3, 0, 'CLIP'],
      [4, 2, 0, 5, 0, 'MODEL'],
      [5, 3, 0, 5, 1, 'CONDITIONING'],
      { id: 6, origin_id: 4, origin_slot: 0, target_id: 5, target_slot: 2 },
      [7, 5, 0, 6, 0, 'LATENT'],
    ],
  });

  test.each([
    [0, [{ name: 'ink', weight: 0.5 }]],
    [4, []],
  ])('mode %i of the LoRA', (mode, loras) => {
    expect(generationInTags({ workflow: JSON.stringify(page(mode)) })).toMatchObject({
      generator: 'comfyui',
      prompt: 'a fox',
      model: 'base.safetensors',
      loras,
      seed: '7',
      steps: 20,
      cfg: 6,
      sampler: 'euler',
      width: 640,
      height: 512,
    });
  });

  test('in the comment of a video, with the prompt beside it', () => {
    const prompt = JSON.stringify({
      1: { class_type: 'KSampler', inputs: { ...KSAMPLER, seed: 1 } },
      2: { class_type: 'VHS_VideoCombine', inputs: { images: ['1', 0] } },
    });
    for (const comment of [
      JSON.stringify({ prompt, workflow: page(0) }),
      JSON.stringify({ prompt: JSON.parse(prompt) as unknown, workflow: JSON.stringify(page(0)) }),
    ]) {
      expect(generationInTags({ COMMENT: comment })).toMatchObject({ generator: 'comfyui', seed: '1' });
    }
  });
});
