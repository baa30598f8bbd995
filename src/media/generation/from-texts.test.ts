import { describe, expect, test } from 'vitest';
import { generationInTags } from './from-texts.ts';

const json = JSON.stringify;

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

test('NovelAI, version 3', () => {
  const found = generationInTags({
    Title: 'AI generated image',
    Description: '{1girl}, [rain], cat::',
    Software: 'NovelAI',
    Source: 'Stable Diffusion XL C1E1DE52',
    'Generation time': '2.9',
    Comment: json({
      prompt: '{1girl}, [rain]',
      steps: 28,
      height: 1216,
      width: 832,
      scale: 5,
      uncond_scale: 0,
      cfg_rescale: 0.2,
      seed: 4177778112,
      n_samples: 1,
      noise_schedule: 'karras',
      sampler: 'k_euler_ancestral',
      uc: 'lowres',
      request_type: 'PromptGenerateRequest',
      signed_hash: 'secret',
    }),
  });
  expect(found).toMatchObject({
    generator: 'novelai',
    prompt: '{1girl}, [rain]',
    negative: 'lowres',
    model: 'Stable Diffusion XL',
    modelHash: 'C1E1DE52',
    sampler: 'k_euler_ancestral',
    scheduler: 'karras',
    steps: 28,
    cfg: 5,
    seed: '4177778112',
    width: 832,
    height: 1216,
    keywords: ['1girl', 'rain'],
  });
  expect(found?.extra).toMatchObject({ cfg_rescale: '0.2', request_type: 'PromptGenerateRequest' });
  expect(found?.extra).not.toHaveProperty('signed_hash');
});

test('NovelAI, version 4: a caption for each person', () => {
  const captions = (base: string, ...people: string[]) => ({
    caption: { base_caption: base, char_captions: people.map((char_caption) => ({ char_caption, centers: [{ x: 0.5, y: 0.5 }] })) },
    use_coords: false,
  });
  const found = generationInTags({
    Software: 'NovelAI',
    Source: 'NovelAI Diffusion V4.5 4BDE2A90',
    Comment: json({
      prompt: 'two friends',
      uc: 'x',
      steps: 23,
      sampler: 'k_dpmpp_2m',
      scale: 5.5,
      seed: 1,
      width: 1024,
      height: 1024,
      v4_prompt: captions('2::two friends::, -1::rain::', 'girl, red hat', 'boy'),
      v4_negative_prompt: captions('lowres', '', 'hat'),
    }),
  });
  expect(found).toMatchObject({
    prompt: '2::two friends::, -1::rain::\ngirl, red hat\nboy',
    negative: 'lowres\nhat',
    model: 'NovelAI Diffusion V4.5',
    keywords: ['two friends', 'girl', 'red hat', 'boy'],
  });
});

describe('InvokeAI', () => {
  test('now', () => {
    const found = generationInTags({
      invokeai_metadata: json({
        app_version: '5.4.2',
        generation_mode: 'sdxl_txt2img',
        positive_prompt: 'a (tower)++',
        negative_prompt: 'fog',
        width: 1024,
        height: 768,
        seed: 42,
        cfg_scale: 7.5,
        steps: 30,
        scheduler: 'dpmpp_2m_k',
        model: { key: 'k', hash: 'blake3:abc', name: 'Juggernaut XL', base: 'sdxl', type: 'main' },
        vae: { name: 'sdxl-vae-fix' },
        loras: [
          { model: { name: 'ink', hash: 'blake3:def' }, weight: 0.75 },
          { lora: { model_name: 'old', base_model: 'sd-1' }, weight: 0.5 },
        ],
      }),
      invokeai_graph: '{}',
    });
    expect(found).toMatchObject({
      generator: 'invokeai',
      prompt: 'a (tower)++',
      negative: 'fog',
      model: 'Juggernaut XL',
      modelHash: 'blake3:abc',
      vae: 'sdxl-vae-fix',
      sampler: 'dpmpp_2m_k',
      steps: 30,
      cfg: 7.5,
      seed: '42',
      width: 1024,
      height: 768,
      extra: { app_version: '5.4.2' },
    });
    expect(found?.loras).toEqual([
      { name: 'ink', weight: 0.75, hash: 'blake3:def' },
      { name: 'old', weight: 0.5 },
    ]);
  });

  test('before', () => {
    const image = {
      prompt: [{ prompt: 'a tower [fog, rain]', weight: 1 }],
      steps: 50,
      cfg_scale: 7.5,
      height: 512,
      width: 640,
      seed: 3216456,
      type: 'txt2img',
      sampler: 'k_lms',
    };
    expect(
      generationInTags({
        Dream: '"x" -s 1 -S 1',
        'sd-metadata': json({
          model: 'stable diffusion',
          model_weights: 'stable-diffusion-1.5',
          model_hash: 'cc6cb27103417325ff94',
          app_id: 'invoke-ai/InvokeAI',
          app_version: '2.2.4',
          image,
        }),
      }),
    ).toMatchObject({
      prompt: 'a tower',
      negative: 'fog, rain',
      model: 'stable-diffusion-1.5',
      sampler: 'k_lms',
      steps: 50,
      seed: '3216456',
      width: 640,
      height: 512,
    });
  });

  test('the command line', () => {
    expect(generationInTags({ Dream: '"a \\"tall\\" tower [fog]" -s 50 -S 3216456 -W 640 -H 512 -C 7.5 -A k_lms -f 0.6' })).toMatchObject({
      generator: 'invokeai',
      negative: 'fog',
      steps: 50,
      seed: '3216456',
      width: 640,
      height: 512,
      cfg: 7.5,
      sampler: 'k_lms',
      denoise: 0.6,
    });
  });
});

describe('Fooocus', () => {
  const own = {
    adm_guidance: '(1.5, 0.8, 0.3)',
    base_model: 'juggernautXL_v8Rundiffusion',
    base_model_hash: 'aeb7e9e689',
    full_negative_prompt: ['bad'],
    full_prompt: ['cinematic still a fox', 'warm'],
    guidance_scale: 4.0,
    lora_combined_1: 'sd_xl_offset_example-lora_1.0 : 0.1',
    loras: [['sd_xl_offset_example-lora_1.0', 0.1, '4852686128']],
    metadata_scheme: 'fooocus',
    negative_prompt: '',
    performance: 'Speed',
    prompt: 'a fox',
    resolution: '(1152, 896)',
    sampler: 'dpmpp_2m_sde_gpu',
    scheduler: 'karras',
    seed: '4590034657615269725',
    sharpness: 2.0,
    steps: 30,
    styles: "['Fooocus V2']",
    vae: 'Default (model)',
    version: 'Fooocus v2.5.0',
  };

  test('its own scheme', () => {
    const found = generationInTags({ parameters: json(own), fooocus_scheme: 'fooocus' });
    expect(found).toMatchObject({
      generator: 'fooocus',
      prompt: 'a fox',
      negative: 'bad',
      model: 'juggernautXL_v8Rundiffusion',
      modelHash: 'aeb7e9e689',
      sampler: 'dpmpp_2m_sde_gpu',
      scheduler: 'karras',
      cfg: 4,
      seed: '4590034657615269725',
      steps: 30,
      width: 1152,
      height: 896,
      extra: { performance: 'Speed', sharpness: '2' },
    });
    expect(found?.loras).toEqual([{ name: 'sd_xl_offset_example-lora_1.0', weight: 0.1, hash: '4852686128' }]);
    expect(found).not.toHaveProperty('vae');
  });

  test('its a1111 scheme, in EXIF', () => {
    const text =
      'a fox\nNegative prompt: bad\nSteps: 30, Sampler: DPM++ 2M SDE Karras, Seed: 12, Size: 1152x896, CFG scale: 4, Sharpness: 2, ADM Guidance: "(1.5, 0.8, 0.3)", Base model: j, Model: juggernautXL, Model hash: aeb7e9e689, Lora hashes: "offset: 4852686128", Lora weights: "offset: 0.1", Version: Fooocus v2.5.0';
    expect(generationInTags({ UserComment: text, MakerNote: 'a1111' })).toMatchObject({
      generator: 'fooocus',
      model: 'juggernautXL',
      cfg: 4,
      loras: [{ name: 'offset', weight: 0.1, hash: '4852686128' }],
      extra: { 'ADM Guidance': '(1.5, 0.8, 0.3)' },
    });
  });
});

test('SwarmUI', () => {
  const text = json({
    sui_image_params: {
      prompt: 'a fox <segment:face,0.6,0.5> eyes',
      negativeprompt: 'fog',
      model: 'OfficialStableDiffusion/sd_xl_base_1.0',
      seed: 1755497345,
      steps: 16,
      cfgscale: 2.5,
      aspectratio: '2:3',
      width: 832,
      height: 1216,
      sampler: 'er_sde',
      scheduler: 'beta',
      loras: ['dir/styleA', 'turbo-v0.2'],
      loraweights: ['0.4', '0.7'],
      refinerupscale: 2,
      refinercontrolpercentage: 0.2,
      refinerupscalemethod: 'model-4x.pth',
      swarm_version: '0.9.8.1',
    },
    sui_extra_data: { date: '2026-07-18' },
    sui_models: [
      { name: 'OfficialStableDiffusion/sd_xl_base_1.0.safetensors', param: 'model', hash: '0x84fc' },
      { name: 'styleA.safetensors', param: 'loras', hash: '0xe805' },
    ],
  });
  for (const tags of [{ parameters: text }, { UserComment: text }, { COMMENT: text }]) {
    expect(generationInTags(tags)).toMatchObject({
      generator: 'swarmui',
      negative: 'fog',
      model: 'OfficialStableDiffusion/sd_xl_base_1.0',
      modelHash: '0x84fc',
      loras: [
        { name: 'dir/styleA', weight: 0.4, hash: '0xe805' },
        { name: 'turbo-v0.2', weight: 0.7 },
      ],
      sampler: 'er_sde',
      scheduler: 'beta',
      steps: 16,
      cfg: 2.5,
      seed: '1755497345',
      width: 832,
      height: 1216,
      hires: { upscale: 2, upscaler: 'model-4x.pth', denoise: 0.2 },
      keywords: ['a fox', 'eyes'],
      extra: { date: '2026-07-18', swarm_version: '0.9.8.1' },
    });
  }
});

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

test('what nobody can read is kept all the same', () => {
  expect(generationInTags({ workflow: '{broken' })).toMatchObject({ generator: 'unknown', raw: { workflow: '{broken' } });
  expect(generationInTags({ prompt: '{"a": 1' })).toMatchObject({ generator: 'unknown' });
  expect(generationInTags({ encoder: 'Lavf60', comment: 'my holiday' })).toBeUndefined();
});

test('no NUL and no half character comes through: PostgreSQL takes neither', () => {
  const found = generationInTags({ parameters: 'a\0b \ud800 c\nSteps: 1, Sampler: x\0y, Seed: 1' });
  expect(json(found)).not.toMatch(/\\u0000|\\ud800/);
  expect(found).toMatchObject({ sampler: 'xy' });
});
