import { expect, test } from 'vitest';
import { generationInTags } from './from-texts.ts';

const json = JSON.stringify;

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
