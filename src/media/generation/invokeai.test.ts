import { describe, expect, test } from 'vitest';
import { generationInTags } from './from-texts.ts';

const json = JSON.stringify;

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
