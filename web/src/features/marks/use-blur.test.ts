import { expect, test } from 'vitest';
import { blurs } from './use-blur.ts';

test('what nobody has rated is not taken for harmless', () => {
  const all = [null, 'general', 'sensitive', 'questionable', 'explicit'] as const;
  expect(all.filter((rating) => blurs('off', rating))).toEqual([]);
  expect(all.filter((rating) => blurs('rated', rating))).toEqual(['questionable', 'explicit']);
  expect(all.filter((rating) => blurs('unrated', rating))).toEqual([null, 'questionable', 'explicit']);
  expect(blurs('rated', undefined)).toBe(true);
});
