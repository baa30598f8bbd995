import { expect, test } from 'vitest';
import { generationInTags } from './from-texts.ts';

const json = JSON.stringify;

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
