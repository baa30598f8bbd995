import { describe, expect, test } from 'vitest';
import { generationInTags } from './from-texts.ts';

describe('Automatic1111 and relatives', () => {
  test('the whole of it', () => {
    const text = [
      'masterpiece, (red hair:1.2), \\(solo\\)',
      'second line <lora:add detail:0.8> <lora:Style_v2:1:0.5>',
      'Negative prompt: lowres, bad hands',
      'also over two lines',
      'Steps: 30, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 2870305590, Size: 832x1216, Model hash: 67ab2fd8ec, Model: ponyDiffusionV6XL, VAE hash: 235745af8d, VAE: sdxl_vae.safetensors, Denoising strength: 0.4, Clip skip: 2, Hires upscale: 1.5, Hires steps: 12, Hires upscaler: 4x-UltraSharp, Lora hashes: "add detail: 7c6bad76eb54, Style_v2: 0e1f2a3b4c5d", TI hashes: "easynegative: c74b4e810b03", Wildcard prompt: "a, \\"quoted\\" b: c", Hashes: {"model": "67ab2fd8ec", "lora:third": "aabbccddeeff"}, Version: f2.0.1v1.10.1',
    ].join('\n');
    expect(generationInTags({ parameters: text })).toEqual({
      generator: 'a1111',
      prompt: 'masterpiece, (red hair:1.2), \\(solo\\)\nsecond line <lora:add detail:0.8> <lora:Style_v2:1:0.5>',
      negative: 'lowres, bad hands\nalso over two lines',
      model: 'ponyDiffusionV6XL',
      modelHash: '67ab2fd8ec',
      vae: 'sdxl_vae.safetensors',
      loras: [
        { name: 'add detail', weight: 0.8, hash: '7c6bad76eb54' },
        { name: 'Style_v2', weight: 1, hash: '0e1f2a3b4c5d' },
        { name: 'third', weight: 1, hash: 'aabbccddeeff' },
      ],
      sampler: 'DPM++ 2M',
      scheduler: 'Karras',
      steps: 30,
      cfg: 6.5,
      seed: '2870305590',
      width: 832,
      height: 1216,
      hires: { upscale: 1.5, upscaler: '4x-UltraSharp', steps: 12, denoise: 0.4 },
      keywords: ['masterpiece', 'red hair', '(solo)', 'second line'],
      extra: {
        'VAE hash': '235745af8d',
        'Clip skip': '2',
        'Lora hashes': 'add detail: 7c6bad76eb54, Style_v2: 0e1f2a3b4c5d',
        'TI hashes': 'easynegative: c74b4e810b03',
        'Wildcard prompt': 'a, "quoted" b: c',
        Hashes: '{"model": "67ab2fd8ec", "lora:third": "aabbccddeeff"}',
        Version: 'f2.0.1v1.10.1',
      },
      raw: { parameters: text },
    });
  });

  test.each([
    ['no negative', 'a cat\nSteps: 20, Sampler: Euler a, Seed: 1', { prompt: 'a cat', steps: 20, seed: '1' }],
    ['no prompt', 'Negative prompt: dogs\nSteps: 20, Sampler: Euler a, Seed: 1', { negative: 'dogs', steps: 20 }],
    ['no settings', 'a cat\nNegative prompt: dogs', { prompt: 'a cat', negative: 'dogs' }],
    ['only a prompt', 'a cat, sitting', { prompt: 'a cat, sitting', keywords: ['a cat', 'sitting'] }],
    ['only settings', 'Steps: 9, Sampler: DDIM, CFG scale: 5, Seed: 3, Size: 64x32', { steps: 9, sampler: 'DDIM', width: 64, height: 32 }],
    ['Windows lines', 'a cat\r\nNegative prompt: dogs\r\nSteps: 20, Sampler: Euler, Seed: 1', { prompt: 'a cat', negative: 'dogs', steps: 20 }],
    ['"Steps:" in the prompt', 'Steps: up the hill\nSteps: 20, Sampler: Euler, Seed: 1', { prompt: 'Steps: up the hill', steps: 20 }],
    [
      'no space after colons',
      'a cat\nSteps:20, Sampler: Euler, CFG scale: 7, Seed: 5, Size: 8x9,',
      { prompt: 'a cat', steps: 20, cfg: 7, width: 8, height: 9 },
    ],
    [
      'all in one line',
      'fog, a car Negative prompt: rain Steps: 23, Sampler: Undefined, CFG scale: 3.5, Seed: 1760020955, Size: 832x1216',
      { prompt: 'fog, a car', negative: 'rain', steps: 23, cfg: 3.5 },
    ],
    [
      'an unquoted value with commas',
      'x\nSteps: 20, Sampler: Euler, Hires prompt: sun, moon, stars, Hires upscale: 2, Seed: 4',
      { hires: { upscale: 2 }, seed: '4', extra: { 'Hires prompt': 'sun, moon, stars' } },
    ],
    ['a value of img2img', 'x\nSteps: 20, Sampler: Euler, Seed: 4, Size: 512x512, Denoising strength: 0.35', { denoise: 0.35 }],
    ['a quoted value without an end', 'x\nSteps: 20, Lora hashes: "a: b, Seed: 4', { steps: 20, seed: '4' }],
    ['lines of an extension behind', 'x\nSteps: 20, Sampler: Euler, Seed: 4\nTemplate: {a|b}', { steps: 20, seed: '4', extra: { Template: '{a|b}' } }],
    ['a seed below zero and a size of nothing', 'x\nSteps: 0, Sampler: Euler, Seed: -1, Size: 0x5', { sampler: 'Euler', prompt: 'x' }],
  ])('%s', (_, parameters, expected) => {
    const { raw, ...found } = generationInTags({ parameters })!;
    expect(found).toMatchObject(expected);
    expect(raw).toEqual({ parameters });
  });

  test('what is not plausible is left out', () => {
    const found = generationInTags({ parameters: 'x\nSteps: 0, Sampler: Euler, Seed: -1, Size: 0x5, CFG scale: 1e99' });
    for (const field of ['steps', 'seed', 'width', 'height', 'cfg']) expect(found).not.toHaveProperty(field);
  });

  test('Civitai lists what it used', () => {
    const text =
      'fog\nNegative prompt: rain\nSteps: 23, Sampler: Euler, CFG scale: 3.5, Seed: 17, Size: 832x1216, Clip skip: 2, Created Date: 2025-11-28T09:18:43.5269343Z, Civitai resources: [{"type":"checkpoint","modelVersionId":2442439,"modelName":"Z Image, fast","modelVersionName":"Turbo"},{"type":"lora","weight":0.65,"modelVersionId":12,"modelName":"Ink"},{"type":"lora","modelVersionId":13}], Civitai metadata: {"a":[1,{"b":"},"}]}';
    expect(generationInTags({ UserComment: text })).toMatchObject({
      generator: 'a1111',
      model: 'Z Image, fast',
      loras: [
        { name: 'Ink', weight: 0.65 },
        { name: 'civitai:13', weight: 1 },
      ],
      extra: { 'Created Date': '2025-11-28T09:18:43.5269343Z', 'Civitai metadata': '{"a":[1,{"b":"},"}]}' },
    });
  });

  test('a comment that only talks about steps is none', () => {
    expect(generationInTags({ comment: 'How to dance. Steps: three, Sampler of music' })).toBeUndefined();
    expect(generationInTags({ comment: '' })).toBeUndefined();
  });
});
