import { expect, test } from 'vitest';
import { generationInTags } from './from-texts.ts';

const json = JSON.stringify;

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
