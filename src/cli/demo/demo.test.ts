import { expect, test } from 'vitest';
import { demoPlan } from './plan.ts';
import { makePhoto } from './make-photo.ts';

test('the same count and seed give the same plan, with distinct paths', () => {
  const plan = demoPlan(200);
  expect(demoPlan(200)).toEqual(plan);
  const paths = [...plan.photos, ...plan.specials].map((file) => file.path);
  expect(paths).toHaveLength(200);
  expect(new Set(paths).size).toBe(200);
  expect(new Set(plan.photos.map((photo) => photo.scene)).size).toBe(plan.photos.length);
});

test('photographs spread over several years', () => {
  const years = new Set(demoPlan(200).photos.map((photo) => new Date(photo.takenAt).getUTCFullYear()));
  expect(years.size).toBeGreaterThanOrEqual(4);
});

test('every special finds the photograph it is made of, also in the smallest library', () => {
  const { photos, specials } = demoPlan(1);
  for (const { recipe } of specials) if (recipe.of !== undefined) expect(photos[recipe.of]).toBeDefined();
});

test('the same photograph has the same bytes', async () => {
  const photo = demoPlan(50).photos[3]!;
  expect(await makePhoto(photo)).toEqual(await makePhoto(photo));
});
