import { describe, expect, test } from 'vitest';
import type { Generation } from '../../../domain/generation.ts';
import { generationInTags } from '../from-texts.ts';

type Nodes = Readonly<Record<string, readonly [type: string, inputs: Readonly<Record<string, unknown>>]>>;

/** The graph around what a test is about: `…` are the nodes it names, in ComfyUI's own form. */
function made(nodes: Nodes): Generation {
  const graph = Object.fromEntries(Object.entries(nodes).map(([id, [class_type, inputs]]) => [id, { class_type, inputs }]));
  return generationInTags({ prompt: JSON.stringify(graph) })!;
}

const KSAMPLER = { seed: 5, steps: 20, cfg: 7, sampler_name: 'euler', scheduler: 'normal', denoise: 1 };
const LINKS = { model: ['m', 0], positive: ['p', 0], negative: ['n', 0], latent_image: ['l', 0] };
const BASE: Nodes = {
  m: ['CheckpointLoaderSimple', { ckpt_name: 'base.safetensors' }],
  p: ['CLIPTextEncode', { text: 'a fox', clip: ['m', 1] }],
  n: ['CLIPTextEncode', { text: 'fog', clip: ['m', 1] }],
  l: ['EmptyLatentImage', { width: 640, height: 512, batch_size: 1 }],
  k: ['KSampler', { ...KSAMPLER, ...LINKS }],
  d: ['VAEDecode', { samples: ['k', 0], vae: ['m', 2] }],
  s: ['SaveImage', { images: ['d', 0], filename_prefix: 'x' }],
};
const ALL = {
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

describe('samplers', () => {
  test('custom, with guider, noise, sigmas: Flux', () => {
    expect(
      made({
        ...BASE,
        m: ['UNETLoader', { unet_name: 'flux1-dev.safetensors', weight_dtype: 'default' }],
        c: ['DualCLIPLoader', { clip_name1: 't5', clip_name2: 'l' }],
        v: ['VAELoader', { vae_name: 'ae.safetensors' }],
        p: ['CLIPTextEncode', { text: 'a fox', clip: ['c', 0] }],
        fg: ['FluxGuidance', { guidance: 3.5, conditioning: ['p', 0] }],
        g: ['BasicGuider', { model: ['m', 0], conditioning: ['fg', 0] }],
        ns: ['RandomNoise', { noise_seed: 77 }],
        ks: ['KSamplerSelect', { sampler_name: 'deis' }],
        bs: ['BasicScheduler', { scheduler: 'beta', steps: 25, denoise: 0.9, model: ['m', 0] }],
        k: ['SamplerCustomAdvanced', { noise: ['ns', 0], guider: ['g', 0], sampler: ['ks', 0], sigmas: ['bs', 0], latent_image: ['l', 0] }],
        d: ['VAEDecode', { samples: ['k', 0], vae: ['v', 0] }],
      }),
    ).toMatchObject({
      prompt: 'a fox',
      model: 'flux1-dev.safetensors',
      vae: 'ae.safetensors',
      sampler: 'deis',
      scheduler: 'beta',
      steps: 25,
      denoise: 0.9,
      seed: '77',
      width: 640,
      extra: { guidance: '3.5' },
    });
  });

  test('a basic guider has no negative', () => {
    expect(
      made({
        p: ['CLIPTextEncode', { text: 'a fox', clip: ['m', 0] }],
        g: ['BasicGuider', { conditioning: ['p', 0] }],
        k: ['SamplerCustomAdvanced', { guider: ['g', 0], sigmas: ['?', 0], noise: ['?', 0] }],
        s: ['SaveImage', { images: ['k', 0] }],
      }),
    ).not.toHaveProperty('negative');
  });

  test('CFG guider; sampler and schedule named by their nodes', () => {
    expect(
      made({
        ...BASE,
        g: ['CFGGuider', { model: ['m', 0], positive: ['p', 0], negative: ['n', 0], cfg: 4.5 }],
        ks: ['SamplerEulerAncestral', { eta: 1, s_noise: 1 }],
        bs: ['KarrasScheduler', { steps: 12, sigma_max: 14 }],
        sp: ['SplitSigmas', { sigmas: ['bs', 0], step: 3 }],
        k: ['SamplerCustomAdvanced', { noise: ['?', 0], guider: ['g', 0], sampler: ['ks', 0], sigmas: ['sp', 1], latent_image: ['l', 0] }],
      }),
    ).toMatchObject({ prompt: 'a fox', negative: 'fog', cfg: 4.5, sampler: 'euler_ancestral', scheduler: 'karras', steps: 12 });
  });

  test('Efficient nodes', () => {
    expect(
      made({
        e: [
          'Efficient Loader',
          {
            ckpt_name: 'base.safetensors',
            vae_name: 'Baked VAE',
            lora_name: 'ink.safetensors',
            lora_model_strength: 0.6,
            positive: 'a fox',
            negative: 'fog',
            empty_latent_width: 640,
            empty_latent_height: 512,
            lora_stack: ['t', 0],
          },
        ],
        t: [
          'LoRA Stacker',
          { input_mode: 'simple', lora_count: 2, lora_name_1: 'one', lora_wt_1: 0.5, lora_name_2: 'two', lora_wt_2: 0.25, lora_name_3: 'three', lora_wt_3: 1 },
        ],
        k: ['KSampler (Efficient)', { ...KSAMPLER, model: ['e', 0], positive: ['e', 1], negative: ['e', 2], latent_image: ['e', 3] }],
        s: ['SaveImage', { images: ['k', 5] }],
      }),
    ).toMatchObject({
      ...ALL,
      loras: [
        { name: 'one', weight: 0.5 },
        { name: 'two', weight: 0.25 },
        { name: 'ink.safetensors', weight: 0.6 },
      ],
    });
  });

  test('everything in one pipe', () => {
    expect(
      made({
        ...BASE,
        pipe: ['ToBasicPipe', { model: ['m', 0], clip: ['m', 1], vae: ['m', 2], positive: ['p', 0], negative: ['n', 0] }],
        k: ['ImpactKSamplerBasicPipe', { ...KSAMPLER, basic_pipe: ['pipe', 0], latent_image: ['l', 0] }],
      }),
    ).toMatchObject(ALL);
  });

  test('video: Wan', () => {
    expect(
      made({
        m: ['WanVideoModelLoader', { model: 'Wan2_1-T2V-14B.safetensors', base_precision: 'fp16', lora: ['lo', 0] }],
        lo: ['WanVideoLoraSelect', { lora: 'motion.safetensors', strength: 0.7 }],
        t: ['WanVideoTextEncode', { positive_prompt: 'a fox runs', negative_prompt: 'still', t5: ['x', 0] }],
        e: ['WanVideoEmptyEmbeds', { width: 832, height: 480, num_frames: 81 }],
        k: [
          'WanVideoSampler',
          { model: ['m', 0], text_embeds: ['t', 0], image_embeds: ['e', 0], steps: 30, cfg: 6, shift: 5, seed: 1057359483639287, scheduler: 'unipc' },
        ],
        d: ['WanVideoDecode', { samples: ['k', 0], vae: ['v', 0] }],
        s: ['VHS_VideoCombine', { images: ['d', 0], frame_rate: 16 }],
      }),
    ).toMatchObject({
      prompt: 'a fox runs',
      negative: 'still',
      model: 'Wan2_1-T2V-14B.safetensors',
      loras: [{ name: 'motion.safetensors', weight: 0.7 }],
      steps: 30,
      cfg: 6,
      seed: '1057359483639287',
      scheduler: 'unipc',
      width: 832,
      height: 480,
    });
  });
});

describe('passes', () => {
  test('a second pass: the values are its own, the first is told', () => {
    expect(
      made({
        ...BASE,
        up: ['LatentUpscaleBy', { samples: ['k', 0], upscale_method: 'bislerp', scale_by: 1.5 }],
        k2: ['KSampler', { ...KSAMPLER, ...LINKS, seed: 6, steps: 12, denoise: 0.45, latent_image: ['up', 0] }],
        d: ['VAEDecode', { samples: ['k2', 0], vae: ['m', 2] }],
      }),
    ).toMatchObject({
      steps: 12,
      seed: '6',
      denoise: 0.45,
      width: 640,
      height: 512,
      hires: { upscale: 1.5, upscaler: 'bislerp', steps: 12, denoise: 0.45 },
      extra: { 'first pass steps': '20', 'first pass seed': '5' },
    });
  });

  test('by pixels and a model', () => {
    expect(
      made({
        ...BASE,
        um: ['UpscaleModelLoader', { model_name: '4x-UltraSharp.pth' }],
        u: [
          'UltimateSDUpscale',
          {
            image: ['d', 0],
            model: ['m', 0],
            positive: ['p', 0],
            negative: ['n', 0],
            upscale_model: ['um', 0],
            upscale_by: 2,
            seed: 8,
            steps: 10,
            cfg: 5,
            sampler_name: 'ddim',
            scheduler: 'simple',
            denoise: 0.2,
          },
        ],
        s: ['SaveImage', { images: ['u', 0] }],
      }),
    ).toMatchObject({ steps: 10, sampler: 'ddim', hires: { upscale: 2, upscaler: '4x-UltraSharp.pth', steps: 10, denoise: 0.2 }, width: 640, height: 512 });
  });

  test('SDXL with a refiner is one run', () => {
    const advanced = { noise_seed: 5, steps: 25, cfg: 8, sampler_name: 'euler', scheduler: 'normal' };
    expect(
      made({
        ...BASE,
        r: ['CheckpointLoaderSimple', { ckpt_name: 'refiner.safetensors' }],
        k: ['KSamplerAdvanced', { ...advanced, ...LINKS, add_noise: 'enable', start_at_step: 0, end_at_step: 20 }],
        k2: [
          'KSamplerAdvanced',
          { ...advanced, ...LINKS, noise_seed: 0, add_noise: 'disable', start_at_step: 20, end_at_step: 10000, model: ['r', 0], latent_image: ['k', 0] },
        ],
        d: ['VAEDecode', { samples: ['k2', 0], vae: ['r', 2] }],
      }),
    ).toMatchObject({ model: 'base.safetensors', seed: '5', steps: 25, extra: { refiner: 'refiner.safetensors' } });
  });

  test('a detailer paints parts anew, the picture is that of the sampler before', () => {
    expect(
      made({
        ...BASE,
        f: [
          'FaceDetailer',
          {
            image: ['d', 0],
            model: ['m', 0],
            positive: ['p', 0],
            seed: 9,
            steps: 8,
            cfg: 3,
            sampler_name: 'lcm',
            scheduler: 'simple',
            denoise: 0.5,
            guide_size: 512,
          },
        ],
        s: ['SaveImage', { images: ['f', 0] }],
      }),
    ).toMatchObject(ALL);
  });
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
