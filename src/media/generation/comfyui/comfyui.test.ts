import { describe, expect, test } from 'vitest';
import { ALL, BASE, KSAMPLER, LINKS, made, type Nodes } from '../../../../test/support/comfyui-graphs.ts';
import { generationInTags } from '../from-texts.ts';

test('through nodes nobody has heard of', () => {
  expect(made(BASE)).toMatchObject(ALL);
  const wrapped: Nodes = {
    ...BASE,
    x1: ['Mystery Pixels', { anything: ['d', 0], amount: 3 }],
    x2: ['Another', { foo: ['x1', 2] }],
    s: ['SaveImage', { images: ['x2', 0] }],
    y1: ['ModelThing', { model: ['m', 0], value: 2 }],
    y2: ['Reroute', { '': ['y1', 0] }],
    z1: ['CondThing', { conditioning: ['p', 0], strength: 1 }],
    z2: ['Anything Everywhere', { whatever: ['z1', 0] }],
    k: ['KSampler', { ...KSAMPLER, ...LINKS, model: ['y2', 0], positive: ['z2', 0] }],
  };
  expect(made(wrapped)).toMatchObject(ALL);
});

test('a seed of 2⁶⁴ and the NaN of Python', () => {
  const text = JSON.stringify({
    1: { class_type: 'KSampler', inputs: { ...KSAMPLER, seed: 'SEED' }, is_changed: ['NAN'] },
    2: { class_type: 'SaveImage', inputs: { images: ['1', 0] } },
  });
  const prompt = text.replace('"SEED"', '18446744073709551615').replace('"NAN"', 'NaN');
  expect(generationInTags({ prompt })).toMatchObject({ seed: '18446744073709551615', steps: 20, raw: { prompt } });
});

test('values that come from nodes of their own', () => {
  expect(
    made({
      ...BASE,
      seed: ['Seed (rgthree)', { seed: 99 }],
      steps: ['PrimitiveInt', { value: 33 }],
      pass: ['Reroute', { any: ['steps', 0] }],
      name: ['PrimitiveString', { value: 'dpmpp_2m' }],
      w: ['INTConstant', { value: 1024 }],
      math: ['MathExpression', { a: ['w', 0], b: ['steps', 0], expression: 'a/b' }],
      l: ['EmptySD3LatentImage', { width: ['w', 0], height: ['w', 0] }],
      k: ['KSampler', { ...KSAMPLER, ...LINKS, seed: ['seed', 0], steps: ['pass', 0], sampler_name: ['name', 0], cfg: ['math', 0] }],
    }),
  ).toMatchObject({ seed: '99', steps: 33, sampler: 'dpmpp_2m', width: 1024, height: 1024 });
});

describe('prompts', () => {
  test.each<[string, Nodes, string]>([
    ['SDXL', { p: ['CLIPTextEncodeSDXL', { width: 1, height: 1, text_g: 'a fox', text_l: 'detailed', clip: ['m', 1] }] }, 'a fox\ndetailed'],
    ['the same text twice', { p: ['CLIPTextEncodeSDXL', { text_g: 'a fox', text_l: 'a fox', clip: ['m', 1] }] }, 'a fox'],
    ['Flux', { p: ['CLIPTextEncodeFlux', { clip_l: 'a fox', t5xxl: 'a fox in the snow', guidance: 3.5, clip: ['m', 1] }] }, 'a fox\na fox in the snow'],
    [
      'combined',
      {
        p: ['ConditioningCombine', { conditioning_1: ['a', 0], conditioning_2: ['b', 0] }],
        a: ['CLIPTextEncode', { text: 'a fox', clip: ['m', 1] }],
        b: ['CLIPTextEncode', { text: 'snow', clip: ['m', 1] }],
      },
      'a fox\nsnow',
    ],
    [
      'ControlNet of both',
      {
        p: ['ControlNetApplyAdvanced', { positive: ['a', 0], negative: ['n', 0], control_net: ['c', 0], image: ['i', 0], strength: 1 }],
        a: ['CLIPTextEncode', { text: 'a fox', clip: ['m', 1] }],
      },
      'a fox',
    ],
    [
      'joined texts',
      {
        p: ['CLIPTextEncode', { text: ['j', 0], clip: ['m', 1] }],
        j: ['StringConcatenate', { string_a: ['t', 0], string_b: 'snow', delimiter: ', ' }],
        t: ['PrimitiveStringMultiline', { value: 'a fox' }],
      },
      'a fox, snow',
    ],
    [
      'wildcards as they fell',
      {
        p: ['CLIPTextEncode', { text: ['w', 0], clip: ['m', 1] }],
        w: ['ImpactWildcardProcessor', { wildcard_text: 'a {fox|cat}', populated_text: 'a fox', mode: 'populate', seed: 1 }],
      },
      'a fox',
    ],
    [
      'shown on the way',
      {
        p: ['CLIPTextEncode', { text: ['w', 0], clip: ['m', 1] }],
        w: ['ShowText|pysssss', { text: ['t', 0], text_0: 'an old one' }],
        t: ['Text Multiline', { text: 'a fox' }],
      },
      'a fox',
    ],
    ['a switch', { p: ['ImpactSwitch', { select: 2, input1: ['n', 0], input2: ['a', 0] }], a: ['CLIPTextEncode', { text: 'a fox', clip: ['m', 1] }] }, 'a fox'],
    [
      'a styler with both',
      { p: ['CLIPTextEncode', { text: ['st', 0], clip: ['m', 1] }], st: ['SDXLPromptStyler', { text_positive: 'a fox', text_negative: 'fog', style: 'base' }] },
      'a fox',
    ],
  ])('%s', (_, nodes, prompt) => {
    expect(made({ ...BASE, ...nodes })).toMatchObject({ ...ALL, prompt });
  });

  test('zeroed out is no negative', () => {
    expect(made({ ...BASE, n: ['ConditioningZeroOut', { conditioning: ['p', 0] }] })).not.toHaveProperty('negative');
  });
});

describe('LoRAs', () => {
  test('stacked in the order they are put on; those without weight or switched off are left out', () => {
    const found = made({
      ...BASE,
      l1: ['LoraLoader', { lora_name: 'one.safetensors', strength_model: 0.8, strength_clip: 1, model: ['m', 0], clip: ['m', 1] }],
      l2: ['LoraLoaderModelOnly', { lora_name: 'zero.safetensors', strength_model: 0, model: ['l1', 0] }],
      l3: [
        'Power Lora Loader (rgthree)',
        {
          PowerLoraLoaderHeaderWidget: { type: 'x' },
          lora_1: { on: true, lora: 'three.safetensors', strength: -0.5 },
          lora_2: { on: false, lora: 'off.safetensors', strength: 1 },
          model: ['l2', 0],
        },
      ],
      l4: ['CR LoRA Stack', { switch_1: 'On', lora_name_1: 'four', model_weight_1: 0.3, switch_2: 'Off', lora_name_2: 'five', model_weight_2: 1 }],
      l5: ['CR Apply LoRA Stack', { model: ['l3', 0], clip: ['l1', 1], lora_stack: ['l4', 0] }],
      l6: ['LoraLoader|pysssss', { lora_name: { content: 'six.safetensors', image: null }, strength_model: 1.1, model: ['l5', 0] }],
      k: ['KSampler', { ...KSAMPLER, ...LINKS, model: ['l6', 0] }],
    });
    expect(found.model).toBe('base.safetensors');
    expect(found.loras.map(({ name, weight }) => `${name} ${weight}`).sort()).toEqual([
      'four 0.3',
      'one.safetensors 0.8',
      'six.safetensors 1.1',
      'three.safetensors -0.5',
    ]);
    expect(found.loras.at(-1)?.name).toBe('six.safetensors');
  });
});

describe('outputs', () => {
  test('what saves comes before what shows, and more passes before fewer', () => {
    expect(
      made({
        ...BASE,
        k2: ['KSampler', { ...KSAMPLER, ...LINKS, seed: 6, latent_image: ['k', 0] }],
        d2: ['VAEDecode', { samples: ['k2', 0], vae: ['m', 2] }],
        pv: ['PreviewImage', { images: ['d', 0] }],
        s2: ['SaveImage', { images: ['d2', 0] }],
      }),
    ).toMatchObject({ seed: '6' });
  });

  test('no sampler at all', () => {
    expect(made({ a: ['LoadImage', { image: 'x.png' }], s: ['SaveImage', { images: ['a', 0] }] })).toMatchObject({
      generator: 'comfyui',
      loras: [],
      keywords: [],
    });
  });
});
