import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generationInTags } from './from-texts.ts';
import { promptPhrases } from './prompt-phrases.ts';

const RUNS = 2000;
const id = fc.nat(12).map(String);
const link = fc.tuple(id, fc.nat(3));
const names = fc.constantFrom(
  'model',
  'positive',
  'negative',
  'latent_image',
  'samples',
  'images',
  'image',
  'text',
  'clip',
  'seed',
  'steps',
  'cfg',
  'sampler_name',
  'conditioning',
  'conditioning_1',
  'lora_name',
  'lora_1',
  'ckpt_name',
  'width',
  'height',
  'guider',
  'sigmas',
  'noise',
  'basic_pipe',
  'string_a',
  'value',
  'any',
  '',
  '__proto__',
  'constructor',
);
const types = fc.constantFrom(
  'KSampler',
  'SamplerCustomAdvanced',
  'CLIPTextEncode',
  'SaveImage',
  'PreviewImage',
  'LoraLoader',
  'CheckpointLoaderSimple',
  'ConditioningCombine',
  'LatentUpscale',
  'Mystery',
  'FaceDetailer',
  'StringConcatenate',
  '__proto__',
);
const inputs = fc.dictionary(
  names,
  fc.oneof(link, fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.jsonValue(), fc.constant({ on: true, lora: 'x', strength: 1 })),
);
const graph = fc.dictionary(id, fc.oneof({ weight: 9, arbitrary: fc.record({ class_type: types, inputs }) }, { weight: 1, arbitrary: fc.jsonValue() }), {
  maxKeys: 13,
});

test('graphs of anything, with cycles: always an answer', () => {
  fc.assert(
    fc.property(graph, (prompt) => {
      const found = generationInTags({ prompt: JSON.stringify(prompt) });
      expect(found?.generator ?? 'comfyui').toMatch(/comfyui|unknown|easydiffusion/);
    }),
    { numRuns: RUNS },
  );
});

const SEEDS = [
  'a (b:1.2), [c:d:0.5], <lora:x:0.8>\nNegative prompt: e\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 5x6, Lora hashes: "x: y", Hashes: {"a": "b"}, Civitai resources: [{"type":"lora"}]',
  '{"prompt":"a","uc":"b","steps":28,"sampler":"k","scale":5,"v4_prompt":{"caption":{"base_caption":"x","char_captions":[]}}}',
  '{"sui_image_params":{"prompt":"a","loras":["x"],"loraweights":"1"},"sui_models":[{"name":"x"}]}',
  '{"1":{"class_type":"KSampler","inputs":{"seed":18446744073709551615,"steps":[NaN,2],"positive":["2",0]}},"2":{"class_type":"CLIPTextEncode","inputs":{"text":"x"}}}',
  '{"nodes":[{"id":1,"type":"KSampler","mode":4,"inputs":[{"name":"model","link":1}],"widgets_values":[1]}],"links":[[1,1,0,1,0,"X"]]}',
  '"a cat [dog]" -s 50 -S 12 -W 5 -H 6 -C 7.5 -A k',
  '{"base_model":"x","prompt":"","full_prompt":["a"],"loras":[["x",1,"h"]],"resolution":"(1, 2)"}',
];
const PLACES = ['parameters', 'prompt', 'workflow', 'Comment', 'UserComment', 'invokeai_metadata', 'sd-metadata', 'Dream', 'stealth'];

test('texts of generators with parts cut out, doubled and put in: always an answer', () => {
  const cut = fc.record({
    seed: fc.constantFrom(...SEEDS),
    place: fc.constantFrom(...PLACES),
    at: fc.nat(300),
    length: fc.nat(60),
    by: fc.oneof(fc.string(), fc.constantFrom('"', '{', '}', '[', ']', '(', ')', '\\', ':', ',', '\0', '\n', '::', '<lora:')),
    times: fc.nat(50),
  });
  fc.assert(
    fc.property(cut, ({ seed, place, at, length, by, times }) => {
      generationInTags({ [place]: seed.slice(0, at) + by.repeat(times) + seed.slice(at + length) });
    }),
    { numRuns: RUNS },
  );
});

/** What makes a careless regular expression or walk take minutes; each a megabyte. The limit is 50 times what they take. */
test.each([
  ['brackets', '('.repeat(1e6)],
  ['closed brackets', '(a'.repeat(5e5) + ')'.repeat(5e5)],
  ['square brackets', '[a:'.repeat(3e5)],
  ['colons', '1::'.repeat(3e5)],
  ['spaces', `Steps: 20, A${' '.repeat(1e6)}`],
  ['commas', `x\nSteps: 20${', '.repeat(5e5)}`],
  ['keys', `x\nSteps: 20${', Aa'.repeat(3e5)}`],
  ['keys and spaces', `x\nSteps: 20${`, A${' '.repeat(59)}`.repeat(15_000)}`],
  ['quotes', `x\nSteps: 20, A: "${'\\"'.repeat(5e5)}`],
  ['open braces', `x\nSteps: 20, A: ${'{'.repeat(1e6)}`],
  ['open braces and quotes', `x\nSteps: 20${', A: {"'.repeat(1e5)}`],
  ['lora tags', '<lora:'.repeat(1e5)],
  ['negative prompts', 'Negative prompt: '.repeat(5e4)],
  ['steps', '\nSteps: 1, A'.repeat(8e4)],
  ['nested JSON', `${'{"a":'.repeat(1.5e5)}1${'}'.repeat(1.5e5)}`],
  ['nested lists', `{"prompt":${'['.repeat(4e5)}${']'.repeat(4e5)}}`],
  ['digits', `{"seed":${'9'.repeat(1e6)}}`],
  ['unending strings', `{"a":"${'\\"'.repeat(4e5)}`],
])('%s', (_, text) => {
  for (const place of PLACES) generationInTags({ [place]: text });
  promptPhrases(text.slice(0, 100_000));
});

test('a chain of ten thousand nodes, and all linked with all', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, i) => [
      i,
      { class_type: i === 0 ? 'SaveImage' : 'Mystery', inputs: { images: [String(i + 1), 0], conditioning: [String((i * 7) % 10_000), 0] } },
    ]),
  );
  expect(generationInTags({ prompt: JSON.stringify(chain) })).toMatchObject({ generator: 'comfyui' });
  const dense = Object.fromEntries(
    Array.from({ length: 300 }, (_, i) => [
      i,
      {
        class_type: i % 2 === 0 ? 'KSampler' : 'ConditioningCombine',
        inputs: {
          seed: 1,
          steps: 1,
          ...Object.fromEntries(Array.from({ length: 60 }, (__, j) => [`conditioning_${j}`, [String((i * j) % 300), 0]])),
          positive: [String(i + 1), 0],
          latent_image: [String(299 - i), 0],
        },
      },
    ]),
  );
  expect(generationInTags({ prompt: JSON.stringify(dense) })).toMatchObject({ generator: 'comfyui' });
});
