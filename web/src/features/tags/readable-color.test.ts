import { expect, test } from 'vitest';
import { readableColor, contrast, luminance } from './readable-color.ts';

test('every colour can be read in both appearances, and stays as chosen where it can', () => {
  for (const color of ['#ffff00', '#000000', '#ffffff', '#336699', '#111111', '#ff0000', '#808080'])
    for (const [scheme, surface] of [
      ['light', '#dff1f3'],
      ['dark', '#143238'],
    ] as const)
      expect(contrast(luminance(readableColor({ color, position: 0 }, scheme)), luminance(surface)), `${color} ${scheme}`).toBeGreaterThanOrEqual(4.5);
  expect(readableColor({ color: '#336699', position: 0 }, 'light')).toBe('#336699');
});
