import { describe, expect, test } from 'vitest';
import { ALL, BASE, KSAMPLER, LINKS, made } from '../../../../test/support/comfyui-graphs.ts';

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
