import type { Random } from './random.ts';

/** sRGB, each 0…255. */
export type Color = readonly [number, number, number];

export function hex(value: string): Color {
  const n = Number.parseInt(value.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

export function mix(a: Color, b: Color, t: number): Color {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/**
 * Raw RGB pixels and the few strokes the demo scenes need. Drawn by hand instead of as SVG because the service refuses
 * the SVG loader, and the tests run both in one process.
 */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8ClampedArray(width * height * 3);
  }

  blend(x: number, y: number, color: Color, alpha: number): void {
    const at = (y * this.width + x) * 3;
    const p = this.pixels;
    p[at] = p[at]! + (color[0] - p[at]!) * alpha;
    p[at + 1] = p[at + 1]! + (color[1] - p[at + 1]!) * alpha;
    p[at + 2] = p[at + 2]! + (color[2] - p[at + 2]!) * alpha;
  }

  /** Fills rows `top`…`bottom` with colours spread evenly from top to bottom. */
  sky(stops: readonly Color[], top: number, bottom: number): void {
    for (let y = Math.max(0, top); y < Math.min(this.height, bottom); y += 1) {
      const t = ((y - top) / Math.max(1, bottom - top)) * (stops.length - 1);
      const i = Math.min(stops.length - 2, Math.floor(t));
      const color = mix(stops[i]!, stops[i + 1]!, t - i);
      for (let x = 0, at = y * this.width * 3; x < this.width; x += 1, at += 3) this.pixels.set(color, at);
    }
  }

  /** A disc: `softness` 0 is a hard (anti-aliased) edge, 1 fades from the middle outwards. */
  disc(cx: number, cy: number, radius: number, color: Color, alpha: number, softness: number, maxY: number = this.height): void {
    const inner = radius * (1 - softness);
    for (let y = Math.max(0, Math.floor(cy - radius)); y < Math.min(maxY, this.height, cy + radius + 1); y += 1) {
      for (let x = Math.max(0, Math.floor(cx - radius)); x < Math.min(this.width, cx + radius + 1); x += 1) {
        const d = Math.hypot(x - cx, y - cy);
        if (d > radius) continue;
        const edge = softness === 0 ? Math.min(1, radius - d) : Math.min(1, (radius - d) / (radius - inner));
        this.blend(x, y, color, alpha * (softness === 0 ? edge : edge * edge));
      }
    }
  }

  rect(left: number, top: number, width: number, height: number, color: Color, alpha = 1): void {
    for (let y = Math.max(0, Math.round(top)); y < Math.min(this.height, Math.round(top + height)); y += 1)
      for (let x = Math.max(0, Math.round(left)); x < Math.min(this.width, Math.round(left + width)); x += 1) this.blend(x, y, color, alpha);
  }

  /** Everything below the line `top(x)`, shaded from `crest` to `foot` over `depth` pixels. */
  ridge(top: (x: number) => number, crest: Color, foot: Color, depth: number, bottom: number = this.height): void {
    for (let x = 0; x < this.width; x += 1) {
      const start = top(x);
      for (let y = Math.max(0, Math.floor(start)); y < bottom; y += 1) {
        const t = Math.min(1, Math.max(0, (y - start) / depth));
        this.blend(x, y, mix(crest, foot, t), Math.min(1, y + 1 - start));
      }
    }
  }

  /** The rows above `line` mirrored below it, darker and rippled: water. */
  mirror(line: number, tint: Color, strength: number, random: Random): void {
    const phase = random.between(0, 6);
    for (let y = line; y < this.height; y += 1) {
      const depth = y - line;
      const sway = Math.sin(depth * 0.9 + phase) * (1 + depth * 0.03);
      const from = Math.max(0, Math.round(line - depth * 0.9 - Math.abs(sway)));
      for (let x = 0; x < this.width; x += 1) {
        const source = (from * this.width + Math.min(this.width - 1, Math.max(0, Math.round(x + sway)))) * 3;
        this.pixels.copyWithin((y * this.width + x) * 3, source, source + 3);
        this.blend(x, y, tint, strength + (0.25 * depth) / this.height);
      }
    }
  }

  /** Darker corners and film grain: what makes a drawing compress, and look, like a photograph. */
  finish(random: Random, grain: number): void {
    const { width, height, pixels } = this;
    let state = Math.floor(random.next() * 2 ** 31) | 1;
    for (let y = 0, at = 0; y < height; y += 1) {
      const dy = (y / height - 0.5) ** 2;
      for (let x = 0; x < width; x += 1, at += 3) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        const noise = ((state & 255) / 255 - 0.5) * grain;
        const light = 1 - 0.42 * ((x / width - 0.5) ** 2 + dy);
        pixels[at] = pixels[at]! * light + noise;
        pixels[at + 1] = pixels[at + 1]! * light + noise;
        pixels[at + 2] = pixels[at + 2]! * light + noise;
      }
    }
  }
}
