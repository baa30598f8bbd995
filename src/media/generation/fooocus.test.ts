import { describe, expect, test } from 'vitest';
import { generationInTags } from './from-texts.ts';

const json = JSON.stringify;

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
