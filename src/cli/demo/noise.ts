import type { Random } from './random.ts';

/**
 * A rolling line 0…1: `octaves` of smooth chance, each twice as fine and `roughness` times as high as the one before.
 * `scale` is how many hills the width 0…1 of the picture holds.
 */
export function rollingLine(random: Random, scale: number, octaves: number, roughness: number): (t: number) => number {
  const layers = Array.from({ length: octaves }, (_, i) => {
    const points = Math.ceil(scale * 2 ** i) + 2;
    return { points: Array.from({ length: points }, () => random.next()), frequency: scale * 2 ** i, height: roughness ** i };
  });
  const total = layers.reduce((sum, layer) => sum + layer.height, 0);
  return (t) => {
    let value = 0;
    for (const { points, frequency, height } of layers) {
      const at = Math.min(0.999999, Math.max(0, t)) * frequency;
      const i = Math.floor(at);
      const f = at - i;
      const smooth = f * f * (3 - 2 * f);
      value += (points[i]! * (1 - smooth) + points[i + 1]! * smooth) * height;
    }
    return value / total;
  };
}
